"""Tells Schemathesis how bodies are written that it does not know of: lines of JSON, and tables."""

import schemathesis


@schemathesis.serializer("application/x-ndjson", "text/csv")
def written_as_text(ctx, value):
    if isinstance(value, bytes):
        return value
    return ("" if value is None else str(value)).encode("utf-8", "replace")
