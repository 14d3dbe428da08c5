"""What gunicorn serves. Production settings unless the environment names others."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerready.settings_production")
application = get_wsgi_application()
