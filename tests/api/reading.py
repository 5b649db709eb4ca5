"""Every answer of the API, read as another directory would: page after page, then one by one."""

ROOT = "/api/hsds"
# (list, the schema of its rows, of the same in full, of one by itself)
LISTS = {
    "services": ("service_list", "service", "service"),
    "organizations": ("organization_list", "organization", "organization"),
    "service_at_locations": ("service_at_location_list", "service_at_location", "service_at_location"),
    "taxonomies": ("taxonomy", "taxonomy", "taxonomy"),
    "taxonomy_terms": ("taxonomy_term", "taxonomy_term", "taxonomy_term"),
}


def get(client, path):
    response = client.get(f"{ROOT}{path}")
    assert response.status_code == 200, (path, response.status_code)
    return response.json()


def pages(client, name, query="", per_page=50):
    number = 1
    while True:
        page = get(client, f"/{name}?per_page={per_page}&page={number}{query}")
        yield page
        if page["last_page"]:
            return
        number += 1


def rows(client, name, query=""):
    return [row for page in pages(client, name, query) for row in page["contents"]]
