"""create_app(): the composition root of the web application."""

import importlib
from datetime import timedelta
from pathlib import Path
from typing import cast

from flask import Flask
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, PackageLoader

from councilkit import look, opendoor, web, wellknown
from councilkit.accounts.login import install as install_login
from councilkit.context import Council
from councilkit.plugins import Plugins


def create_app(council: Council) -> Flask:
    """The web application of one council."""
    app = Flask("councilkit", static_folder=None, template_folder=None)
    app.config.update(_settings(council))
    app.extensions["council"] = council
    plugins = cast(Plugins, council.hooks)
    modules = [
        "councilkit_templates",
        *[plugin.module.__name__ for plugin in plugins.loaded if plugin.folders("templates")],
    ]
    app.jinja_loader = ChoiceLoader(
        [PackageLoader(name, "" if name == "councilkit_templates" else "templates") for name in modules]
    )
    app.jinja_env.add_extension("jinja2.ext.i18n")
    CSRFProtect(app)
    Babel(
        app,
        locale_selector=web.language,
        timezone_selector=lambda: council.config.council_time_zone,
        default_translation_directories=_translations(plugins),
    )
    install_login(app)
    shown = look.install(app, colours=council.config.council_colours)
    wellknown.install(app, shown.icon)
    web.install(app)
    for path in sorted(Path(__file__).parent.glob("*/views.py")):
        app.register_blueprint(importlib.import_module(f"councilkit.{path.parent.name}.views").blueprint)
    for code, blueprints in plugins.answers("register_blueprints", app=app):
        for blueprint in blueprints or ():
            app.register_blueprint(blueprint, url_prefix=f"/{code}")
    opendoor.install(app)
    return app


def _settings(council: Council) -> dict[str, object]:
    config = council.config
    return {
        "SECRET_KEY": config.secret("session"),
        "MAX_CONTENT_LENGTH": config.upload_limit_mb * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "PERMANENT_SESSION_LIFETIME": timedelta(minutes=config.session_minutes),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.server_public_url.startswith("https"),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": False,
    }


def _translations(plugins: Plugins) -> str:
    folders = [*importlib.import_module("councilkit").__path__]
    paths = [f"{folder}/translations" for folder in folders]
    return ";".join(paths + [str(path) for plugin in plugins.loaded for path in plugin.folders("translations")])
