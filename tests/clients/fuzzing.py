"""What `schemathesis` needs to know of bodies that are no JSON."""

import schemathesis
from schemathesis.core.parameters import ParameterLocation

schemathesis.serializer.alias(["text/csv", "application/x-ndjson"], "text/plain")


@schemathesis.hook
def filter_case(context, case):
    """Whatever is sent as text is a text: none is of a wrong type."""
    body = case.meta.components.get(ParameterLocation.BODY)
    is_json = "json" in (case.media_type or "json") and case.media_type != "application/x-ndjson"
    return is_json or body is None or body.mode.is_positive
