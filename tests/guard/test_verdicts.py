"""The guard rejects every known attack, and lets everyday analytics pass, which then run."""

from __future__ import annotations

from operator import itemgetter

import pytest

from app.asking import Services
from app.cancellation import Cancellation
from app.errors import UnsafeSql
from tests.guard.corpus import Row, rows


@pytest.mark.parametrize("attack", rows("attacks"), ids=itemgetter("id"))
def test_an_attack_is_rejected(services: Services, attack: Row):
    with pytest.raises(UnsafeSql):
        services.guard.check(attack["sql"])


@pytest.mark.parametrize("benign", rows("benign"), ids=itemgetter("id"))
def test_a_harmless_statement_passes_and_runs(services: Services, benign: Row):
    result = services.reader.run(services.guard.check(benign["sql"]), Cancellation())
    assert len(result.names) == len(result.types) > 0
    assert all(len(row) == len(result.names) for row in result.rows)
