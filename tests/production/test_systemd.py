"""The units for Debian are read by systemd without a word, and shut in."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


@pytest.mark.skipif(
    not shutil.which("systemd-analyze") and not os.environ.get("CI"), reason="systemd-analyze is not installed"
)
def test_systemd_reads_every_unit(tmp_path):
    for unit in UNITS:
        # As on a machine where the checkout is at its place.
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/annuaire", str(ROOT)))

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--recursive-errors=no", *tmp_path.iterdir()],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (verified.stdout + verified.stderr, verified.returncode) == ("", 0)


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
@pytest.mark.parametrize(
    "setting", ["NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "ProtectHome=yes"]
)
def test_a_service_is_shut_in(unit, setting):
    assert setting in unit.read_text().splitlines()


@pytest.mark.parametrize("unit", [unit for unit in SERVICES if "nginx" not in unit.name], ids=lambda unit: unit.name)
def test_the_application_is_nobody_and_reads_its_secrets_from_credentials(unit):
    text = unit.read_text()

    assert "User=annuaire" in text
    assert "LoadCredential=secret_key:" in text
    assert not re.search(r"^Environment=.*(PASSWORD|KEY)=", text, re.MULTILINE)


@pytest.mark.parametrize("task", ["nightly", "backup"])
def test_what_is_done_at_night_is_done_late_rather_than_never(task):
    assert "Persistent=true" in (ROOT / "deploy" / "systemd" / f"annuaire-{task}.timer").read_text().splitlines()
