"""Runs a real identity provider (Canaille, by way of pytest-iam) that tells of people what ProConnect does.

    provider.py ROOT

ROOT is where the relying party is reached, `http://localhost`. One line of JSON tells how to ask; it runs until it is ended.
"""

import datetime
import json
import logging
import os
import sys
import time
import uuid

import portpicker

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from canaille import create_app
from canaille.backends import Backend
from canaille.oidc import provider
from joserfc.jwk import JWKRegistry
from pytest_iam import Server


def main() -> None:
    root = sys.argv[1]
    port = portpicker.pick_unused_port()
    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    app = create_app(
        config={
            "TESTING": True,
            "ENV_FILE": None,
            "SECRET_KEY": str(uuid.uuid4()),
            "WTF_CSRF_ENABLED": False,
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"localhost:{port}",
            "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}}},
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)], "TRUSTED_DOMAINS": ["localhost", "127.0.0.1"]},
        },
        env_file=".vigie-none.env",
        env_prefix="VIGIE_NONE_",
    )
    logging.disable(logging.CRITICAL)
    tell_as_proconnect()
    server = Server(app, port, Backend.instance)
    with app.app_context():
        person = server.models.User(formatted_name="Anne Roux", given_name="Anne", family_name="Roux", user_name="anne", emails=["anne@mairie.example"])
        server.backend.save(person)
        client = server.models.Client(
            client_id="vigie",
            client_secret=str(uuid.uuid4()),
            client_id_issued_at=datetime.datetime.now(datetime.UTC),
            client_name="Vigie",
            redirect_uris=[f"{root}/connexion/retour"],
            post_logout_redirect_uris=[f"{root}/deconnexion"],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "profile"],
            token_endpoint_auth_method="client_secret_basic",
            userinfo_signed_response_alg="RS256",
            id_token_signed_response_alg="RS256",
        )
        server.backend.save(client)
        server.backend.update(client, audience=[client])
        server.backend.save(client)
        server.login(person)
        server.consent(person, client)
    # Canaille's issuer has no slash at its end.
    print(json.dumps({"issuer": f"http://localhost:{port}", "client": client.client_id, "secret": client.client_secret}), flush=True)
    server.httpd.serve_forever()


def tell_as_proconnect() -> None:
    """Has the signed userinfo hold what ProConnect's does, the SIRET included, and end; and whoever leaves be led back by the ID token alone."""
    usual = provider.UserInfoEndpoint.generate_user_info

    def generate_user_info(self, user, scope):
        info = usual(self, user, scope)
        now = int(time.time())
        info.update(usual_name=user.family_name, siret="21560260500018", idp_id="71144ab3-ee1a-4401-b7b3-79b44f7daeeb", iat=now, exp=now + 60)
        return info

    provider.UserInfoEndpoint.generate_user_info = generate_user_info

    def resolve_client(self, claims):
        """Finds the client of a list of one audience, as ID tokens of Canaille hold it; Authlib leaves lists alone."""
        audience = claims.get("aud")
        alone = audience[0] if isinstance(audience, list) and len(audience) == 1 else audience
        return self.server.query_client(alone) if isinstance(alone, str) else None

    provider.EndSessionEndpoint.resolve_client_from_id_token_claims = resolve_client


if __name__ == "__main__":
    main()
