"""Fits the weights of resources/search/ear.py. Run by scripts/learn, in an environment that has scikit-learn.

With --without NAME, leaves the phrases of a file out: to choose a setting on phrases it was not learnt from.
"""

import argparse
import gzip
import json
import tomllib
from base64 import b64encode
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from resources.search.ear import LARGEST, LEARNT, shares
from resources.search.learnt_from import PHRASES, TERMS, fingerprint
from resources.text import fold

# The first need of a phrase is the one it is about; the others would do.
OF_NEED = (1.0, 0.4, 0.2)
# A term is shorter than what people write, and there are many of one mould.
OF_TERM = 0.7
# Seen once, a piece says nothing of the next phrase.
LEAST_SEEN = 2
STRENGTH = 20


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--to", type=Path, default=LEARNT)
    asked = parser.parse_args()
    phrases = [
        phrase
        for file in sorted(PHRASES.glob("*.toml"))
        if file.stem not in asked.without
        for phrase in tomllib.loads(file.read_text(encoding="utf-8"))["phrase"]
    ]
    terms = [term for term in tomllib.loads(TERMS.read_text(encoding="utf-8"))["search_term"] if fold(term["text"])]
    needs = [
        (phrase["typed"], need, weight)
        for phrase in phrases
        for need, weight in zip(phrase.get("needs", ()), OF_NEED, strict=False)
    ]
    needs += [(term["text"], term["need"], OF_TERM) for term in terms if term.get("need")]
    alerts = [(phrase["typed"], phrase["alert"], 1.0) for phrase in phrases]
    alerts += [(term["text"], term.get("alert", ""), OF_TERM) for term in terms]
    write(asked.to, fitted(needs), fitted(alerts))
    print(f"{len(phrases)} phrases, {len(terms)} terms, {asked.to.stat().st_size // 1000} kB")


def fitted(examples):
    """(classes, bias of each, {piece: weight of each})."""
    described = [shares(text) for text, _, _ in examples]
    seen = Counter(piece for one in described for piece in one)
    described = [{piece: share for piece, share in one.items() if seen[piece] >= LEAST_SEEN} for one in described]
    columns = DictVectorizer()
    table = columns.fit_transform(described)
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(table, [label for _, label, _ in examples], sample_weight=[weight for _, _, weight in examples])
    return list(model.classes_), model.intercept_, dict(zip(columns.feature_names_, model.coef_.T, strict=True))


def write(path, needs, alerts):
    """Both tables side by side, a byte a weight: their order and their time never change for the same phrases."""
    (need_names, need_bias, need_rows), (alert_names, alert_bias, alert_rows) = needs, alerts
    names = sorted(need_rows.keys() | alert_rows.keys())
    none = np.zeros(len(need_names)), np.zeros(len(alert_names))
    table = np.array([np.concatenate([need_rows.get(one, none[0]), alert_rows.get(one, none[1])]) for one in names])
    step = np.abs(table).max() / LARGEST
    whole = np.rint(table / step).astype(int)
    kept = np.abs(whole).max(axis=1) > 0
    learnt = {
        "from": fingerprint(),
        "needs": need_names,
        "alerts": alert_names,
        "bias": [round(float(one), 4) for one in (*need_bias, *alert_bias)],
        "step": float(step),
        "pieces": "\n".join(name for name, keep in zip(names, kept, strict=True) if keep),
        "weights": b64encode((whole[kept] + LARGEST + 1).astype(np.uint8).tobytes()).decode(),
    }
    path.write_bytes(gzip.compress(json.dumps(learnt, ensure_ascii=False).encode(), mtime=0))


if __name__ == "__main__":
    main()
