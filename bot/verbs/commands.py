"""`gastgeber commands`: the chat commands of this house."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as a JSON list")
    parser.add_argument("--language", default="en", help="of names and descriptions: en (default) or de")


def run(given: argparse.Namespace) -> int:
    import json
    from dataclasses import replace

    from bot.core.arguments import usage
    from bot.core.errors import BadSettings
    from bot.core.features import Catalogue
    from bot.features import features
    from persona.voice import open_voice

    voice = open_voice()
    if given.language not in voice.languages():
        raise BadSettings(f"The house speaks {' and '.join(voice.languages())}, not {given.language!r}.")
    listed = [
        {
            "name": command.name,
            "usage": usage(replace(command, name=command.aliases.get(given.language, command.name))),
            "may": str(command.may),
            "about": voice.say(given.language, command.line, {}).plain,
        }
        for command in {one.name: one for one in Catalogue(features(voice)).commands.values()}.values()
    ]
    if given.json:
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{one['usage']}\n    {one['about']} ({one['may']})" for one in listed))
    return 0
