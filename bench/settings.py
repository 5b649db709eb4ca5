"""Production's settings, with a bare view beside the pages: what the middlewares alone cost."""

from vienne_support.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
