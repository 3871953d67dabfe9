"""In whose words the house speaks: a pack is heard before it is chosen, and everywhere once it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from persona.voice import open_voice
from tests.cogs.setup.test_walk import FEATURES, PACKAGES, PLATFORMS, owner, press
from tests.support.stage import open_stage


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_captain_greets_once_somebody_chose_him(tmp_path: Path, platform: str) -> None:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES, voice=open_voice()) as stage:
        olga = await owner(stage, platform)
        asked = await press(stage, olga, "setup/go/pack")
        assert "Welcome, Olga!" in asked.text.plain
        assert "Ahoy Olga, welcome aboard!" in asked.text.plain
        await press(stage, olga, "setup/set/pack=captain")
        assert "Now: Captain" in (await press(stage, olga, "setup/go/pack")).text.plain
        await olga.presses("setup/set/pack=nobody")
        assert "another day" in stage.notes()[-1].text.plain


async def test_a_newcomer_is_welcomed_aboard(tmp_path: Path) -> None:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES, voice=open_voice()) as stage:
        olga = await owner(stage, "telegram")
        await olga.presses("setup/set/pack=captain")
        stage.take()
        await stage.actor("Ann", "telegram").joins()
        await stage.passes(timedelta(seconds=10))
        assert "aboard" in stage.said()[0] or "Ahoy" in stage.said()[0]
