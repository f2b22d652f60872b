"""How pages write consulting minutes."""

from django import template

from coaching import account

register = template.Library()
register.filter("days", account.in_days)
