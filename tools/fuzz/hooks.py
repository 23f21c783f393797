"""What Schemathesis is told of Cabas beside the contract.

It signs in as CABAS_FUZZ_EMAIL where that is set (nobody is signed in where it
is not), and puts identifiers of the demonstration in the place of most invented
ones, so that requests reach the rules instead of ending at "not found".
"""

import json
import os
import pathlib
import random
import re
import threading
import time
import zlib

import requests
import schemathesis

BASE = os.environ["CABAS_FUZZ_BASE"]
EMAIL = os.environ.get("CABAS_FUZZ_EMAIL", "")
PASSWORD = os.environ.get("CABAS_FUZZ_PASSWORD", "")
KEPT = pathlib.Path(os.environ["CABAS_FUZZ_SESSION"])  # the passes of one caller share a session
REFRESH_AFTER = 600  # seconds; an access token lives for 900
PATIENCE = 60  # seconds; a slow machine is no finding

def address():
    """Another network address at each call, as a trusted proxy would tell it: limits are tested elsewhere."""
    return {"X-Forwarded-For": f"2001:db8:{random.randrange(65536):x}:{random.randrange(65536):x}::1"}


lock = threading.Lock()
session = json.loads(KEPT.read_text()) if KEPT.exists() else {}
renew_at = 0.0


def renew():
    """Refreshes the session, or opens another when it was ended by what is tried.

    One e-mail signs in ten times in a quarter of an hour, passwords that are
    tried included: until it may again, the session stays as it is.
    """
    global renew_at
    ways = [("/sessions/refresh", {"refreshToken": session["refreshToken"]})] if session else []
    for path, shown in [*ways, ("/sessions", {"email": EMAIL, "password": PASSWORD})]:
        answer = requests.post(BASE + path, json=shown, headers=address(), timeout=PATIENCE)
        if answer.ok:
            session.update(answer.json())
            KEPT.write_text(answer.text)
            renew_at = time.monotonic() + REFRESH_AFTER
            return
    if not session or answer.status_code != 429:
        answer.raise_for_status()
    renew_at = time.monotonic() + int(answer.headers["Retry-After"])


def token():
    """The access token, renewed before it ends."""
    with lock:
        if time.monotonic() >= renew_at:
            renew()
        return session["accessToken"]


if EMAIL:

    @schemathesis.auth(refresh_interval=None)
    class Bearer:
        """Presents the token of the one who is signed in."""

        def get(self, case, context):
            """Gives the token of now."""
            return token()

        def set(self, case, data, context):
            """Adds it to the request."""
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {data}"}


def known():
    """Identifiers that exist, by their prefix."""
    headers = {"Authorization": f"Bearer {token()}"} if EMAIL else {}

    def read(path):
        answer = requests.get(BASE + path, headers=headers, timeout=PATIENCE)
        return answer.json().get("items", []) if answer.ok else []

    out = {"shp": [], "prd": [], "var": [], "ord": [], "mem": []}
    if EMAIL:
        me = requests.get(f"{BASE}/me", headers=headers, timeout=PATIENCE).json()
        for shop in [s["shopId"] for s in me.get("shops", [])]:
            out["shp"] += [shop] * 6  # one's own, more often than others'
            out["ord"] += [o["id"] for o in read(f"/shops/{shop}/orders?limit=10")]
            out["mem"] += [m["id"] for m in read(f"/shops/{shop}/staff")]
        out["ord"] += [o["id"] for o in read("/me/orders?limit=10")]
    out["shp"] += [s["id"] for s in read("/towns/dourdan/shops?limit=5")]
    for shop in dict.fromkeys(out["shp"][:7]):
        for product in read(f"/shops/{shop}/products?limit=6"):
            out["prd"].append(product["id"])
            out["var"] += [v["id"] for v in product.get("variants", [])]
    return {prefix: ids for prefix, ids in out.items() if ids}


KNOWN = known()
IDENTIFIER = re.compile(r"^(shp|prd|var|ord|mem)_[0-9a-hjkmnp-tv-z]{26}$")


def real(value):
    """An identifier that exists for three of four invented ones; links' own, which begin with the time, stay."""
    if isinstance(value, dict):
        return {key: real(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [real(inner) for inner in value]
    match = IDENTIFIER.match(value) if isinstance(value, str) else None
    if not match or value[4:6] == "01" or match[1] not in KNOWN:
        return value
    pick = zlib.crc32(value.encode())
    return value if pick % 4 == 0 else KNOWN[match[1]][pick // 4 % len(KNOWN[match[1]])]


@schemathesis.hook
def before_call(context, case, kwargs):
    """Puts what exists in the place of what is invented, and low versions in that of high ones."""
    if case.path_parameters:
        case.path_parameters = real(dict(case.path_parameters))
    if isinstance(case.body, (dict, list)):
        case.body = real(case.body)
    case.headers = {**(case.headers or {}), **address()}
    version = case.headers.get("If-Match", "")
    if re.fullmatch(r'"[0-9]{1,18}"', version):
        case.headers["If-Match"] = f'"{int(version[1:-1]) % 3 + 1}"'


@schemathesis.hook
def after_call(context, case, response):
    """Signs in again after what was tried ended the session."""
    global renew_at
    if EMAIL and response.status_code == 204 and case.operation.definition.raw.get("operationId") == "signOut":
        with lock:
            if (case.path_parameters or {}).get("sessionId") == session["session"]["id"]:
                renew_at = 0.0


EVERYWHERE = {405, 413, 415}  # any operation may refuse so, as the contract says at its head


@schemathesis.check
def listed_code(context, response, case):
    """A refusal has a code that the operation lists in x-codes."""
    if response.status_code < 400 or response.status_code in EVERYWHERE or case.method.upper() != case.operation.method.upper():
        return  # another method is another operation, or none
    code = response.json().get("code")
    listed = case.operation.definition.raw.get("x-codes", [])
    if code not in listed:
        raise AssertionError(f"{response.status_code} {code} is not in x-codes: {', '.join(listed)}")
