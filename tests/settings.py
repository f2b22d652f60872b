"""The house as the tests furnish it: real parts, only cheaper locks and no second process.

What tests write lies in a temporary folder that vanishes with the process. ``DATABASE_URL`` decides on which database
they run; SQLite is a real file, so that write-ahead log and immediate transactions are the ones people will have.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="komma-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

os.environ["DEBUG"] = "0"
os.environ["VAR_DIR"] = str(_folder)
os.environ.setdefault("SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("DATABASE_POOL", "0")
os.environ.setdefault("TASKS_URL", "immediate://")
os.environ.setdefault("CACHE_URL", "locmem://")
os.environ.setdefault("EMAIL_URL", "memory://")
os.environ.setdefault("MEDIA_ROOT", str(_folder / "media"))

from lms.settings import *  # noqa: E402, F403 -- settings read the environment once
from lms.settings import DATABASE  # noqa: E402

DATABASE["TEST"] = {"NAME": str(_folder / "test.sqlite3")} if "sqlite" in DATABASE["ENGINE"] else {}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
(_folder / "static").mkdir()
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
ACCOUNT_RATE_LIMITS = False
