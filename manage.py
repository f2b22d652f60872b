"""The operator's entrance: ``python manage.py help`` lists what can be done."""

import os
import sys

from django.core.management import execute_from_command_line

from lms.kit import demo_environment

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings")
    if sys.argv[1:2] == ["demo"]:
        demo_environment.furnish(sys.argv[2:])
    execute_from_command_line(sys.argv)
