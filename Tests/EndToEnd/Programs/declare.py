"""Declares with a client that was generated from the house's own description.

Usage: declare.py FOLDER URL KEY COMMUNE DAY, where FOLDER holds the generated package `vigie_client`. Ends with 0 when every answer
is what it should be, and says else what was not.
"""

import datetime
import sys
import uuid

folder, url, key, commune, day = sys.argv[1:]
sys.path.insert(0, folder)

from vigie_client import AuthenticatedClient
from vigie_client.api.declarations import declare, declare_batch, declaration
from vigie_client.models import Cause, Declaration, Place


def told(**changes):
    words = dict(
        id=uuid.uuid4(), revision=1, commune=commune, occurred_on=datetime.date.fromisoformat(day), deaths=1,
        place=Place.HOME, cause=Cause.OTHER)
    return Declaration(**(words | changes))


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found!r}, not {wanted!r}")


client = AuthenticatedClient(base_url=url, token=key, timeout=20)
first = told()
answer = declare.sync_detailed(client=client, body=first)
expect("declare", answer.status_code, 202)
expect("the receipt's id", answer.parsed.id, first.id)
standing = declaration.sync_detailed(first.id, client=client, receipt=answer.parsed.receipt)
expect("declaration", standing.status_code, 200)

second = told(deaths=0, place=None, cause=None)
other = Declaration.from_dict(first.to_dict() | {"deaths": 3})
results = declare_batch.sync(client=client, body=[second, first, other, told(commune="00999")])
expect("declareBatch", [result.status for result in results], [202, 202, 409, 404])
expect("the rows", [result.row for result in results], [1, 2, 3, 4])
print("declared by a generated client")
