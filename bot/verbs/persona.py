"""`gastgeber persona`: which voices the house has, and what is wrong with a pack."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from persona.packs import Pack


def arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(required=True, metavar="WHAT")
    check = what.add_parser("check", help="name everything a pack lacks, with file and line; exit status 1 if anything")
    check.add_argument("path", type=Path, nargs="+", help="folder of a pack, with its pack.toml")
    check.add_argument("--json", action="store_true", help="findings as a JSON list")
    check.set_defaults(what=_check)
    listed = what.add_parser("list", help="the packs of this house, its own and those in the data directory")
    listed.add_argument("--json", action="store_true", help="as a JSON list")
    listed.set_defaults(what=_list)


def run(given: argparse.Namespace) -> int:
    status: int = given.what(given)
    return status


def _check(given: argparse.Namespace) -> int:
    import json

    from cogs.parties.acts import ACTS
    from persona.checking import check_pack, lines_of_house

    wanted = lines_of_house()
    findings = [one for path in given.path for one in check_pack(path, wanted, _others(path, given.path), ACTS)]
    if given.json:
        print(
            json.dumps([{"file": one.file, "line": one.line, "sentence": one.sentence} for one in findings], indent=2)
        )
    else:
        print("\n".join(map(str, findings)) or "Nothing is missing.")
    return 1 if findings else 0


def _others(path: Path, given: list[Path]) -> list[Path]:
    """Packs checked together may rest on one another."""
    return [other for other in given if other.resolve() != path.resolve()]


def _list(given: argparse.Namespace) -> int:
    import json

    from bot.settings import read_settings
    from persona.packs import own_packs, read_packs

    packs = read_packs(own_packs(read_settings().gastgeber_data_dir)).values()
    if given.json:
        print(json.dumps([_shape(pack) for pack in packs], ensure_ascii=False, indent=2))
        return 0
    for pack in packs:
        rests = f", rests on {pack.base}" if pack.base else ""
        print(f"{pack.key}: {' / '.join(pack.names.values())}{rests}; {', '.join(pack.mottos) or 'no mottos'}")
    return 0


def _shape(pack: Pack) -> dict[str, object]:
    return {"key": pack.key, "name": dict(pack.names), "base": pack.base, "mottos": list(pack.mottos)}
