"""Party pictures: pretty is for eyes to judge; that there always is one, and whole, is judged here."""

from __future__ import annotations

import hashlib
import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.features import painters as house_painters
from cogs.parties.cards import PAINTER
from persona.posters import painters
from persona.posters.backdrops import BACKDROPS
from persona.posters.canvas import SIZE
from persona.posters.composing import STYLES, TITLE_SIZES
from persona.posters.lettering import Block, draw, fit
from persona.posters.palette import palette_of
from persona.posters.signs import EMOJI, FONTS, PLAIN, Piece, pieces_of
from persona.voice import FluentVoice

Painter = Callable[[str], bytes]
WHEN = "Freitag, 5. Juni 2026, 20:00 Uhr (MESZ)"
LIMIT = 120_000  # bytes; a card on the phone's network


@pytest.fixture(scope="module")
def poster(house: FluentVoice) -> Painter:
    return painters(house)["poster"]


def _spec(title: str = "Neon-Nacht", motto: str = "neon", when: str = WHEN, **more: Any) -> str:
    return json.dumps({"title": title, "when": when, "motto": motto, "pack": "", "language": "de", **more})


def _image(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def test_every_motto_and_none_has_a_small_poster_of_its_own(house: FluentVoice, poster: Painter) -> None:
    drawn = [poster(_spec(motto=motto)) for motto in (*house.mottos(), "")]
    assert [_image(png).size for png in drawn] == [(1200, 675)] * len(drawn)
    assert len(set(drawn)) == len(drawn)
    assert max(len(png) for png in drawn) < LIMIT


def test_every_motto_names_a_pattern_that_somebody_draws(house: FluentVoice) -> None:
    assert set(BACKDROPS) == set(STYLES)
    assert {house.look(motto)["poster"]["pattern"] for motto in house.mottos()} <= set(STYLES)


def test_the_same_words_make_the_same_picture(house: FluentVoice) -> None:
    assert painters(house)["poster"](_spec()) == painters(house)["poster"](_spec())


def test_a_card_that_is_edited_often_is_painted_once(house: FluentVoice) -> None:
    paint = painters(house)["poster"]
    assert paint(_spec()) is paint(_spec())


def test_other_words_make_another_picture(poster: Painter) -> None:
    pictures = {poster(_spec(title=title, when=when)) for title in ("Küche", "Kuche") for when in (WHEN, "")}
    assert len(pictures) == 4


@pytest.mark.parametrize(
    "title",
    [
        "",
        " ",
        "Ü",
        "🎉",
        "👨‍👩‍👧 🇩🇪 1️⃣ 👍🏽",
        "שלום עולם",
        "مرحبا Party ‮evil‬",
        "Z̸̢͘a̶l̵g̷o",
        "漢字のパーティー",
        "**@everyone** <b>&amp;</b> [x](y)",
        "Ein sehr langer Titel für eine Feier mit Überlänge, die wirklich genau achtzig!",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenputzwettbewerbsabschlussfeier",
        "W" * 80,
        "🎉" * 80,
        "x" * 10_000,
        "line\nbreak\ttab\0null",
        "\ud83c lone half",
    ],
)
@pytest.mark.parametrize("motto", ["neon", "decades"])
def test_no_title_breaks_a_poster(poster: Painter, caplog: pytest.LogCaptureFixture, title: str, motto: str) -> None:
    with caplog.at_level(logging.ERROR):
        assert _image(poster(_spec(title=title, motto=motto))).size == (1200, 675)
    assert caplog.records == []


@pytest.mark.parametrize(
    "spec", ["", "{", "[]", "null", "7", '"neon"', "{}", '{"title": 7, "motto": ["neon"], "when": null}', "[" * 100_000]
)
def test_a_bad_specification_still_gets_a_picture(poster: Painter, spec: str) -> None:
    assert _image(poster(spec)).size == (1200, 675)


def test_a_motto_or_pack_that_is_gone_has_the_house_s_look(poster: Painter) -> None:
    assert poster(_spec("Fest", "gone", pack="gone")) == poster(_spec("Fest", ""))


def test_a_look_with_nonsense_in_it_falls_back_to_its_accent() -> None:
    plain = palette_of({"accent": "#102030"})
    for poster in ("none", {"background": "#fff"}, {"background": ["red", 7]}, {"ink": "url(x)", "glow": None}):
        assert palette_of({"accent": "#102030", "poster": poster}) == plain
    assert palette_of({}) == palette_of({"accent": "blue"})


FACES = sorted({style.face for style in STYLES.values()} | {PLAIN})


@pytest.mark.parametrize("face", FACES)
def test_every_face_draws_german_and_english_by_itself(face: str) -> None:
    words = "ÄÖÜäöüß Straße, naïve café? 1 & 2: 20 € – ja! »so« „so“ “so” (so) it’s"
    assert [[run.face for run in piece] for piece in pieces_of(words, face)] == [[face]] * len(pieces_of(words, face))
    assert _said(pieces_of(words, face)) == words.replace(" ", "")


def test_a_title_is_in_one_face_even_where_the_motto_s_lacks_a_letter() -> None:
    assert {run.face for piece in pieces_of("Ночь в Łódź", "Caprasimo") for run in piece} == {PLAIN}
    assert {run.face for piece in pieces_of("Łódź", "Caprasimo") for run in piece} == {"BricolageGrotesque"}


def test_letters_in_disguise_are_read_and_what_has_no_shape_is_left_out() -> None:
    assert _said(pieces_of("𝓝𝓮𝓸𝓷 Z̸̢͘a̶l̵g̷o 漢字 שלום", "TiltNeon")) == "NeonZalgo"


def test_an_emoji_stays_with_the_word_before() -> None:
    (piece,) = pieces_of("Party 🎉", "Fredoka")
    assert [run.face for run in piece] == ["Fredoka", EMOJI]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=90), st.sampled_from([style for _, style in sorted(STYLES.items())]))
def test_any_title_stays_inside_its_box(title: str, style: Any) -> None:
    left, top, right, bottom = style.box
    block = fit(title, style.face, (right - left, bottom - top), TITLE_SIZES, 5)
    assert block.width <= right - left
    assert block.height <= bottom - top
    inked = draw(block, 64, centred=style.centred).getbbox()
    assert inked is None or (inked[0] > 0 and inked[1] > 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzäöü", min_size=1, max_size=12), min_size=1, max_size=7))
def test_no_word_of_a_title_of_eighty_letters_is_lost(words: list[str]) -> None:
    title = " ".join(words)[:80]
    for style in STYLES.values():
        left, top, right, bottom = style.box
        block = fit(title, style.face, (right - left, bottom - top - 120), TITLE_SIZES, 5)
        assert _said(block.lines).replace("-", "") == title.replace(" ", "")


def test_a_last_line_is_not_left_with_one_short_word() -> None:
    block = fit("Zurück in die bunten achtziger Jahre", "Fredoka", (700, 400), (44, 90), 5)
    assert len(_said(block.lines[-1:])) >= 8


def test_nothing_to_say_is_an_empty_block() -> None:
    assert fit("", PLAIN, (100, 100), (30, 40), 2) == Block((), 40)


def test_the_faces_are_those_that_were_brought_here_each_with_its_licence() -> None:
    sums = {name: digest for digest, name in map(str.split, (FONTS / "SHA256SUMS").read_text().splitlines())}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.iterdir()}
    found.pop("SHA256SUMS")
    assert found == sums
    assert {name.removesuffix(".ttf") for name in sums if name.endswith(".ttf")} == {*FACES, EMOJI}
    for face in (*FACES, EMOJI):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / f"{face}-OFL.txt").read_text(encoding="utf-8")


def test_the_house_paints_what_parties_ask_for(house: FluentVoice) -> None:
    assert PAINTER in house_painters(house)


def test_a_poster_is_as_large_as_telegram_and_discord_show_it_whole() -> None:
    assert SIZE == (1200, 675)


def _said(pieces: tuple[Piece, ...]) -> str:
    return "".join(run.words for piece in pieces for run in piece).replace(" ", "")
