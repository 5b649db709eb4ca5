"""Short codes: each opens one sheet for seven days, then is forgotten."""

import secrets
from datetime import datetime, timedelta

from resources.models import ReferralSheet
from resources.models.referral_sheet import CODE_LENGTH
from resources.referrals.sheet import Options
from resources.text import fold
from resources.validators import CROCKFORD

LIFE = timedelta(days=7)
# Signs that are read one for another.
READ_AS = str.maketrans("OIL", "011")


def keep(options: Options, *, at: datetime) -> ReferralSheet:
    """Forty random bits: with the limit on wrong codes, nobody comes upon a sheet by chance in its seven days."""
    return ReferralSheet.objects.create(
        code="".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH)),
        public_ids=",".join(options.public_ids),
        dates=options.dates,
        asking=options.asking,
        discreet=options.discreet,
        language=options.language,
        expires_at=at + LIFE,
    )


def normalised(typed: str) -> str:
    """As it is stored, from "abcd-ef0h" or "ABCD EFOH"; empty when it can be no code."""
    code = "".join(fold(typed).upper().split()).translate(READ_AS)
    return code if len(code) == CODE_LENGTH and set(code) <= set(CROCKFORD) else ""


def opened(code: str, *, at: datetime) -> Options | None:
    sheet = ReferralSheet.objects.live(at).filter(code=code).first()
    if sheet is None:
        return None
    return Options(
        public_ids=tuple(sheet.public_ids.split(",")),
        dates=sheet.dates,
        asking=sheet.asking,
        discreet=sheet.discreet,
        language=sheet.language,
    )


def purge(*, at: datetime) -> int:
    return ReferralSheet.objects.over(at).delete()[0]
