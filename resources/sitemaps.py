"""What search engines may read: the pages, the guides, the entries that may be found by their name."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from resources.models import Guide, Service

# Not the results, nor what a search leads to.
PAGES = (
    "home", "emergency", "agenda", "discretion", "guides", "networks", "figures", "data", "api-guide", "accessibility",
    "legal-notice", "personal-data", "site-map",
)  # fmt: skip


class InEveryLanguage(Sitemap):
    """Each page once a language, with its others beside it."""

    i18n = True
    alternates = True
    x_default = True


class PageSitemap(InEveryLanguage):
    def items(self):
        return PAGES

    def location(self, name):
        return reverse(f"resources:{name}")


class GuideSitemap(InEveryLanguage):
    def items(self):
        return Guide.objects.published().order_by("slug")

    def location(self, guide):
        return reverse("resources:guide", args=[guide.slug])

    def lastmod(self, guide):
        return guide.updated_at


class EntrySitemap(InEveryLanguage):
    limit = 10_000

    def items(self):
        return Service.objects.published().filter(indexable=True).order_by("public_id").only("public_id", "updated_at")

    def location(self, service):
        return reverse("resources:entry", args=[service.public_id])

    def lastmod(self, service):
        return service.updated_at


SITEMAPS = {"pages": PageSitemap, "guides": GuideSitemap, "fiches": EntrySitemap}
