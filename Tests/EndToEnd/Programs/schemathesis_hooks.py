"""Tells Schemathesis how bodies are written that it does not know of: lines of JSON, and tables."""

import schemathesis


@schemathesis.serializer("application/x-ndjson", "text/csv")
def written_as_text(ctx, value):
    return value.encode("utf-8", "replace") if isinstance(value, str) else value
