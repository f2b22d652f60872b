"""All settings, read from the environment, each typed and each with its default.

Without ``DEBUG`` the house is in production: it refuses to start without a secret key and allowed
hosts, and expects to stand behind HTTPS (``HTTPS=0`` says otherwise, as the demo does).
Times: stored in UTC, spoken in Europe/Berlin.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

django_stubs_ext.monkeypatch()

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))

# --- What kind of place this is -------------------------------------------------------------------

DEBUG = env.bool("DEBUG", False)
HTTPS = env.bool("HTTPS", not DEBUG)
SECRET_KEY = env.str("SECRET_KEY", "only-for-development" if DEBUG else "")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
"""Former keys, newest first: sessions, links and people's self-assessments still open with them."""
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"] if DEBUG else [])
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text; without it no session is safe.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the host names that lead here, separated by commas.")

PROGRAMME_NAME = env.str("PROGRAMME_NAME", "Komm.A")
ISSUER_NAME = env.str("ISSUER_NAME", "Programmbüro Komm.A")
ISSUER_ADDRESS = env.str("ISSUER_ADDRESS", "Musterstraße 1, 10115 Berlin")
FUNDING_NOTICE = env.str("FUNDING_NOTICE", "")
CONSULTING_DAYS_GRANTED = env.int("CONSULTING_DAYS_GRANTED", 80)
CONSULTING_DAY_MINUTES = env.int("CONSULTING_DAY_MINUTES", 480)
OFFICE_EMAIL = env.str("OFFICE_EMAIL", "office@example.org")
OFFICE_PHONE = env.str("OFFICE_PHONE", "")
ACCESSIBILITY_ENFORCEMENT = env.str(
    "ACCESSIBILITY_ENFORCEMENT",
    "Schlichtungsstelle nach dem Behindertengleichstellungsgesetz, www.schlichtungsstelle-bgg.de",
)
"""The body to turn to when a barrier stays (§ 12b BGG or the law of the state), with its address."""
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", "https://www.dwd.de/")
"""Where "Schnell verlassen" leads: a page that anybody might be reading, such as the weather."""
SITE_ORIGIN = env.str("SITE_ORIGIN", "https://" + ALLOWED_HOSTS[0] if HTTPS else "http://localhost:8000")
"""Where people reach us, for links in letters and on certificates: scheme, host and port."""
CONTENT_ORIGIN = env.str("CONTENT_ORIGIN", "http://127.0.0.1:8000" if not HTTPS else "")
"""Second origin for uploaded learning packages: their scripts never run where people are logged in."""
if CONTENT_ORIGIN == SITE_ORIGIN:
    raise ImproperlyConfigured("CONTENT_ORIGIN must differ from SITE_ORIGIN, else packages could read people's pages.")
if CONTENT_ORIGIN and (_content_host := urlsplit(CONTENT_ORIGIN).hostname or "") not in ALLOWED_HOSTS:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, _content_host]

# --- Rooms, bottom floor first: what stands above may import from what stands before it here ----------

ROOMS = [
    "lms.kit",
    "lms.journal",
    "lms.mail",
    "lms.people",
    "calendars",
    "lms.programmes",
    "courses.catalogue",
    "courses.quizzes",
    "courses.scorm",
    "courses.sessions",
    "courses.seats",
    "courses.attendance",
    "coaching",
    "certificates",
]

INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "polymorphic",
    "django_tasks",
    "django_tasks_db",
    "django_htmx",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "lms.kit.origins.TwoOriginsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lms.kit.language.ChosenLanguageMiddleware",
    "lms.kit.caching.PrivatePagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "lms.people.visits.PersonMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "lms.urls"
CONTENT_URLCONF = "lms.content_urls"
WSGI_APPLICATION = "lms.wsgi.application"
FORM_RENDERER = "lms.kit.forms.KernRenderer"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.kit.frame.frame",
            ],
            "builtins": ["django.templatetags.i18n", "template_partials.templatetags.partials"],
        },
    }
]

# --- What we keep, and where ------------------------------------------------------------------------

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASE: dict[str, Any] = DATABASES["default"]
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    # Immediate: a transaction that will write takes its place in the queue at once, instead of failing half-way.
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
elif env.bool("DATABASE_POOL", True):
    DATABASE.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", 8)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.dj_cache_url("CACHE_URL", "db://cache")}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", str(VAR_DIR / "media")))

_task_backends = {
    "db": "django_tasks_db.DatabaseBackend",
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
}
_tasks_scheme = urlsplit(env.str("TASKS_URL", "db://")).scheme
if _tasks_scheme not in _task_backends:
    raise ImproperlyConfigured(f"TASKS_URL must begin with one of: {', '.join(_task_backends)}.")
TASKS = {"default": {"BACKEND": _task_backends[_tasks_scheme], "ENQUEUE_ON_COMMIT": True}}

# --- Letters ------------------------------------------------------------------------------------------

_email = env.dj_email_url("EMAIL_URL", "console://" if DEBUG else "smtp://localhost:25")
if "EMAIL_BACKEND" not in _email:
    raise ImproperlyConfigured("EMAIL_URL must begin with one of: smtp, submission, console, file, memory, dummy.")
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST", "")
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = _email.get("EMAIL_TIMEOUT") or 20  # seconds; a mute mail server must not hold up the worker
EMAIL_FILE_PATH = _email.get("EMAIL_FILE_PATH") or str(VAR_DIR / "letters")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Komm.A <komma@example.org>")

# --- Who are you? -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["lms.people.visits.PersonBackend"]
SESSION_ENGINE = "lms.people.visits"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 7 * 24 * 60 * 60  # an invitation may wait for somebody's week of leave
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "lms.people.allauth.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "lms.people.signup.NameForm"
ACCOUNT_FORMS = {
    "signup": "lms.people.allauth.SignUpForm",
    "reset_password_from_key": "lms.people.allauth.ChosenPasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True  # one address per person: the old one counts until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a protected person's absence and presence must look the same
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = PROGRAMME_NAME

# --- What a browser may do with us ----------------------------------------------------------------------

CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    # No other host of our domain may set these, least of all the one on which strangers' scripts run (RFC 6265bis).
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "lms.kit.views.csrf_failure"
LANGUAGE_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
MESSAGE_TAGS = {10: "info", 40: "danger"}  # KERN's names for debug and error
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [CONTENT_ORIGIN or NONE],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
SCORM_MAX_ZIP_BYTES = env.int("SCORM_MAX_ZIP_BYTES", 200 * 1024 * 1024)
SCORM_MAX_UNPACKED_BYTES = env.int("SCORM_MAX_UNPACKED_BYTES", 600 * 1024 * 1024)

# --- Words and hours --------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "lms" / "templates" / "locale"]  # of the house's own templates; each room has its own
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
USE_THOUSAND_SEPARATOR = True

# --- Files that everybody may have ------------------------------------------------------------------------

NODE_MODULES = BASE_DIR / "node_modules"
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "lms" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "lms.kit.node_modules.NodeModulesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    # Somebody knocking under a wrong name gets a 400; that is no trouble of ours.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}
