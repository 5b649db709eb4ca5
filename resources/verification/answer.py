"""What a structure answers: facts confirmed, facts doubted, corrections that wait for the staff."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from resources.enums import AnswerChoice, Correction, Fact, Outcome, RequestState, VerificationMethod
from resources.models import ProposedChange, Service, Verification, VerificationRequest
from resources.verification.sheet import Sheet, sheets_of

# The fact each correction speaks of. A remark may speak of any.
FACT_OF = {
    Correction.PHONE: Fact.PHONE,
    Correction.HOURS: Fact.HOURS,
    Correction.PLACE: Fact.PLACE,
    Correction.SUMMARY: Fact.EXISTENCE,
    Correction.GONE: Fact.EXISTENCE,
    Correction.NOTE: Fact.EXISTENCE,
}
DOUBTED_BY = (Correction.PHONE, Correction.HOURS, Correction.PLACE, Correction.GONE)


@dataclass(frozen=True)
class Answer:
    """About one entry. `corrections`: what was typed, by what it corrects."""

    sheet: Sheet
    choice: AnswerChoice
    corrections: dict[Correction, str] = field(default_factory=dict)

    @property
    def proposals(self) -> dict[Correction, str]:
        gone = {Correction.GONE: AnswerChoice.GONE.label} if self.choice == AnswerChoice.GONE else {}
        return gone | self.corrections

    @property
    def doubted(self) -> set[Fact]:
        """What the entry says and the structure says is wrong: the public is told at once to have it confirmed."""
        return {FACT_OF[one] for one in self.proposals if one in DOUBTED_BY} & set(self.sheet.facts)

    @property
    def confirmed(self) -> list[Fact]:
        """What is left as it stands is right; with a remark, only that the service exists is sure."""
        if self.choice == AnswerChoice.GONE:
            return []
        sure = (Fact.EXISTENCE,) if Correction.NOTE in self.corrections else self.sheet.facts
        return [fact for fact in sure if fact not in self.doubted]


def still_asked(request: VerificationRequest, *, at: datetime) -> tuple[list[Sheet], list[Sheet]]:
    """Entries that wait for an answer and say what they said when the letter left; and those that changed since."""
    waiting = Service.objects.published().filter(pk__in=list(request.fingerprints)).order_by("sort_key", "id")
    sheets = sheets_of(waiting.values_list("pk", flat=True), at=at)
    same = [one for one in sheets if one.fingerprint == request.fingerprints[str(one.service.pk)]]
    return same, [one for one in sheets if one not in same]


def record(request: VerificationRequest, answers: Iterable[Answer], *, at: datetime) -> None:
    """Write what was answered. Called in a transaction that holds the request."""
    answers = list(answers)
    whole = _doubted_as_a_whole(answers)
    for answer in answers:
        _check(answer, answer.sheet.service.pk in whole, at)
        ProposedChange.objects.bulk_create(
            ProposedChange(
                service=answer.sheet.service,
                organization=request.organization,
                correction=correction,
                old_value=answer.sheet.says(correction),
                proposed=proposed,
                created_at=at,
            )
            for correction, proposed in answer.proposals.items()
        )
        request.fingerprints.pop(str(answer.sheet.service.pk))
    request.answered_at = at
    if not still_asked(request, at=at)[0]:
        request.state = RequestState.ANSWERED
    request.save(update_fields=["fingerprints", "answered_at", "state"])
    Service.objects.filter(pk__in=[answer.sheet.service.pk for answer in answers]).refresh_search()


def _doubted_as_a_whole(answers: list[Answer]) -> set:
    """Entries somebody once doubted as a whole: only a word about the whole lifts that."""
    doubts = Verification.objects.filter(
        service__in=[answer.sheet.service.pk for answer in answers], fact=Fact.ALL, outcome=Outcome.DOUBTFUL
    )
    return set(doubts.values_list("service", flat=True))


def _check(answer: Answer, doubted_as_a_whole: bool, at: datetime) -> None:
    confirmed = list(answer.confirmed)
    if doubted_as_a_whole and answer.choice == AnswerChoice.RIGHT:
        confirmed.insert(0, Fact.ALL)
    said = [(fact, Outcome.CONFIRMED) for fact in confirmed]
    said += [(fact, Outcome.DOUBTFUL) for fact in sorted(answer.doubted)]
    for fact, outcome in said:
        Verification.objects.create(
            service=answer.sheet.service,
            fact=fact,
            outcome=outcome,
            on=at.date(),
            method=VerificationMethod.LETTER,
            note="Réponse au message envoyé à la structure.",
        )
