"""docker-compose.yml is what Compose reads, and gives no service more than it needs."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "scheduler")
PINNED = re.compile(r"[a-z]+:\d+\.\d+[\w.-]*@sha256:[0-9a-f]{64}")


def test_the_file_follows_the_specification():
    schema = json.loads((Path(__file__).parent / "compose_spec" / "compose-spec.json").read_text())

    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(COMPOSE)] == []


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_can_do_no_more_than_its_work(name):
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"memory", "cpus", "pids"}


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_runs_as_root(name):
    if name in OURS:
        stages = re.split(r"^FROM ", (ROOT / "deploy" / "Dockerfile").read_text(), flags=re.MULTILINE)
        last = next(stage for stage in stages if f" AS {SERVICES[name]['build']['target']}\n" in stage)
        user = re.findall(r"^USER (\S+)", last, re.MULTILINE)[-1]
    else:
        user = SERVICES[name]["user"]

    assert user not in ("root", "0", "0:0")


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in OURS])
def test_an_image_of_others_is_pinned(name):
    assert PINNED.fullmatch(SERVICES[name]["image"])


def test_the_image_ours_is_made_from_is_pinned():
    first = (ROOT / "deploy" / "Dockerfile").read_text().split("FROM ")[1].split()[0]

    assert PINNED.fullmatch(first)


def test_the_application_can_be_scaled():
    assert not {"ports", "container_name"} & SERVICES["web"].keys()


@pytest.mark.parametrize("name", ["web", "scheduler", "nginx"])
def test_nothing_serves_before_the_migrations_are_done(name):
    assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_only_the_web_server_is_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert SERVICES["db"]["networks"] == ["data"]
    assert COMPOSE["networks"]["data"] == {"internal": True}


def test_no_secret_is_in_the_environment():
    said = [str(value) for service in SERVICES.values() for value in service.get("environment", {}).values()]

    assert not [value for value in said if re.search(r"://[^/]*:[^/]*@", value)]
    assert {SERVICES[name]["environment"]["SECRET_KEY_FILE"] for name in OURS} == {"/run/secrets/secret_key"}


def test_every_file_the_image_copies_exists():
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text()
    copied = [
        word for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE) for word in line.split()[:-1]
    ]

    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_what_nginx_reads_in_its_container_is_there():
    mounted = [volume.split(":")[0] for volume in SERVICES["nginx"]["volumes"] if volume.startswith("./deploy")]

    assert sorted(mounted) == ["./deploy/nginx", "./deploy/nginx.conf", "./deploy/render-nginx", "./deploy/serve-nginx"]
    assert all((ROOT / path).exists() for path in mounted)
