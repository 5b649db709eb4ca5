import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vienne_support.settings")
application = get_wsgi_application()

if "METRICS_BIND" in os.environ:
    # Models are ready only now.
    from vienne_support.metrics import Measured

    application = Measured(application, port=os.environ["METRICS_BIND"].rpartition(":")[2])
