"""How long a session lasts: idle, and in all. Pure: the instant is a parameter."""

BEGAN, SEEN = "began", "seen"
# The stamp is written at most this often: not at each request.
STAMPED_EVERY = 60


def is_over(session, at: float, *, idle: float, longest: float) -> bool:
    seen, began = session.get(SEEN, at), session.get(BEGAN, at)
    return at - seen > idle or at - began > longest


def stamp(session, at: float) -> None:
    if BEGAN not in session:
        session[BEGAN] = at
    if at - session.get(SEEN, 0) >= STAMPED_EVERY:
        session[SEEN] = at
