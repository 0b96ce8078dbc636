"""The colours of the counter: one table per scheme, from the government design system.

Values are KRDS steps; light ones as the design tables give them, dark and high
contrast built from the same steps. `PAIRS` lists every text or mark and the ground
it stands on, with the contrast the law on web accessibility asks for (text 4.5,
controls and icons 3): a test computes them all, so a colour cannot be changed
into something that cannot be read from 60 cm.
"""

from enum import Enum
from typing import NamedTuple


class Scheme(Enum):
    """How bright the window is."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"

    @property
    def label(self) -> str:
        """The word in the settings."""
        return {"light": "밝게", "dark": "어둡게", "high-contrast": "고대비"}[self.value]


class Tokens(NamedTuple):
    """Colours by what they are for, as `#rrggbb`.

    A dataclass of sixty fields takes five times as long to make, before the first paint.
    """

    # grounds
    page: str
    rail: str
    panel: str
    card: str
    field: str
    hover: str
    pressed: str
    selected: str
    disabled: str
    # lines
    line: str
    rule: str
    control: str
    # text
    text: str
    label: str
    second: str
    hint: str
    disabled_text: str
    link: str
    # main act
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    primary_cap: str
    on_primary_cap: str
    mark: str
    ring: str
    chosen: str
    # irreversible act
    danger_fill: str
    danger_fill_hover: str
    danger_fill_pressed: str
    on_danger: str
    # states: text on tint
    neutral: str
    neutral_tint: str
    info: str
    info_tint: str
    warning: str
    warning_tint: str
    success: str
    success_tint: str
    danger: str
    danger_tint: str
    primary_text: str
    primary_tint: str
    # notice at the corner, tooltip
    toast: str
    on_toast: str
    toast_link: str
    toast_success: str
    toast_warning: str
    toast_danger: str
    toast_cap: str
    on_toast_cap: str
    # small things
    cap: str
    on_cap: str
    track: str
    thumb: str
    skeleton: str
    flag: str
    badge_edge: str
    warning_line: str
    success_line: str
    series: str
    series_past: str


LIGHT = Tokens(
    page="#ffffff",
    rail="#ffffff",
    panel="#f4f5f6",
    card="#ffffff",
    field="#ffffff",
    hover="#f4f5f6",
    pressed="#e6e8ea",
    selected="#ecf2fe",
    disabled="#f4f5f6",
    line="#e6e8ea",
    rule="#cdd1d5",
    # Between gray 40 and 50: 3:1 on panels and tints too, where gray 40 is too pale.
    control="#828c96",
    text="#1e2124",
    label="#464c53",
    second="#58616a",
    hint="#6d7882",
    disabled_text="#67717b",
    link="#0b50d0",
    primary="#256ef4",
    primary_hover="#0b50d0",
    primary_pressed="#083891",
    on_primary="#ffffff",
    primary_cap="#0b50d0",
    on_primary_cap="#ffffff",
    mark="#256ef4",
    ring="#256ef4",
    chosen="#0b50d0",
    danger_fill="#de3412",
    danger_fill_hover="#bd2c0f",
    danger_fill_pressed="#8a240f",
    on_danger="#ffffff",
    neutral="#464c53",
    neutral_tint="#e6e8ea",
    info="#096ab3",
    info_tint="#e7f4fe",
    warning="#8a5c00",
    warning_tint="#fff3db",
    success="#267337",
    success_tint="#eaf6ec",
    danger="#bd2c0f",
    danger_tint="#fdefec",
    primary_text="#0b50d0",
    primary_tint="#d8e5fd",
    toast="#1e2124",
    on_toast="#ffffff",
    toast_link="#b1cefb",
    toast_success="#7ac48a",
    toast_warning="#ffc95c",
    toast_danger="#f5a08d",
    toast_cap="#464c53",
    on_toast_cap="#ffffff",
    cap="#e6e8ea",
    on_cap="#464c53",
    track="#e6e8ea",
    thumb="#b1b8be",
    skeleton="#e6e8ea",
    flag="#fff3db",
    badge_edge="#ffffff",
    warning_line="#c78500",
    success_line="#228738",
    series="#256ef4",
    series_past="#86aff9",
)

DARK = Tokens(
    page="#131416",
    rail="#1a1c1f",
    panel="#1e2124",
    card="#292d32",
    field="#292d32",
    hover="#292d32",
    pressed="#3a3f46",
    selected="#10254d",
    disabled="#1e2124",
    line="#33363d",
    rule="#464c53",
    control="#8a949e",
    text="#f4f5f6",
    label="#cdd1d5",
    second="#b1b8be",
    hint="#a4adb5",
    disabled_text="#8f99a3",
    link="#86aff9",
    primary="#256ef4",
    primary_hover="#0b50d0",
    primary_pressed="#083891",
    on_primary="#ffffff",
    primary_cap="#0b50d0",
    on_primary_cap="#ffffff",
    mark="#4c87f6",
    ring="#4c87f6",
    chosen="#4c87f6",
    danger_fill="#de3412",
    danger_fill_hover="#bd2c0f",
    danger_fill_pressed="#8a240f",
    on_danger="#ffffff",
    neutral="#e6e8ea",
    neutral_tint="#3f444b",
    info="#9ed2fa",
    info_tint="#0a3557",
    warning="#ffd580",
    warning_tint="#402d06",
    success="#a3d9ae",
    success_tint="#173a20",
    danger="#f7afa1",
    danger_tint="#4d1c12",
    primary_text="#b1cefb",
    primary_tint="#0f2f6b",
    toast="#f4f5f6",
    on_toast="#1e2124",
    toast_link="#0b50d0",
    toast_success="#267337",
    toast_warning="#8a5c00",
    toast_danger="#bd2c0f",
    toast_cap="#cdd1d5",
    on_toast_cap="#33363d",
    cap="#3f444b",
    on_cap="#e6e8ea",
    track="#464c53",
    thumb="#58616a",
    skeleton="#33363d",
    flag="#402d06",
    badge_edge="#1a1c1f",
    warning_line="#ffb114",
    success_line="#3fa654",
    series="#4c87f6",
    series_past="#2f4a7d",
)

HIGH_CONTRAST = Tokens(
    page="#000000",
    rail="#000000",
    panel="#000000",
    card="#000000",
    field="#000000",
    hover="#1e2124",
    pressed="#33363d",
    selected="#3a2c0a",
    disabled="#000000",
    line="#8a949e",
    rule="#8a949e",
    control="#ffffff",
    text="#ffffff",
    label="#ffffff",
    second="#e6e8ea",
    hint="#cdd1d5",
    disabled_text="#b1b8be",
    link="#ffe0a3",
    primary="#ffe0a3",
    primary_hover="#ffd37a",
    primary_pressed="#ffc95c",
    on_primary="#000000",
    primary_cap="#000000",
    on_primary_cap="#ffe0a3",
    mark="#ffe0a3",
    ring="#ffe0a3",
    chosen="#ffe0a3",
    danger_fill="#f7afa1",
    danger_fill_hover="#f5a08d",
    danger_fill_pressed="#f08e78",
    on_danger="#000000",
    neutral="#ffffff",
    neutral_tint="#33363d",
    info="#c8e6fd",
    info_tint="#0a3557",
    warning="#ffe0a3",
    warning_tint="#402d06",
    success="#c5ecce",
    success_tint="#173a20",
    danger="#ffc4b8",
    danger_tint="#4d1c12",
    primary_text="#ffe0a3",
    primary_tint="#3a2c0a",
    toast="#ffffff",
    on_toast="#000000",
    toast_link="#0b50d0",
    toast_success="#267337",
    toast_warning="#8a5c00",
    toast_danger="#bd2c0f",
    toast_cap="#cdd1d5",
    on_toast_cap="#1e2124",
    cap="#33363d",
    on_cap="#ffffff",
    track="#33363d",
    thumb="#cdd1d5",
    skeleton="#33363d",
    flag="#402d06",
    badge_edge="#000000",
    warning_line="#ffe0a3",
    success_line="#7ac48a",
    series="#ffe0a3",
    series_past="#8a949e",
)

TABLE: dict[Scheme, Tokens] = {
    Scheme.LIGHT: LIGHT,
    Scheme.DARK: DARK,
    Scheme.HIGH_CONTRAST: HIGH_CONTRAST,
}

TEXT = 4.5
SHAPE = 3.0

# (what is seen, the ground it stands on, the contrast it needs)
PAIRS: tuple[tuple[str, str, float], ...] = (
    # plain text on every ground a screen has
    *(("text", ground, TEXT) for ground in ("page", "rail", "panel", "card", "field")),
    *(("text", ground, TEXT) for ground in ("hover", "pressed", "selected", "flag")),
    *(("label", ground, TEXT) for ground in ("page", "panel", "card", "hover", "selected")),
    *(("second", ground, TEXT) for ground in ("page", "rail", "panel", "card")),
    *(("second", ground, TEXT) for ground in ("hover", "selected")),
    *(("hint", ground, TEXT) for ground in ("page", "card", "field")),
    ("disabled_text", "disabled", TEXT),
    *(("link", ground, TEXT) for ground in ("page", "rail", "panel", "card")),
    *(("link", ground, TEXT) for ground in ("hover", "selected")),
    ("primary_text", "selected", TEXT),
    # buttons
    ("on_primary", "primary", TEXT),
    ("on_primary", "primary_hover", TEXT),
    ("on_primary", "primary_pressed", TEXT),
    ("on_primary_cap", "primary_cap", TEXT),
    ("on_danger", "danger_fill", TEXT),
    ("on_danger", "danger_fill_hover", TEXT),
    ("on_danger", "danger_fill_pressed", TEXT),
    # states
    *((tone, f"{tone}_tint", TEXT) for tone in ("neutral", "info", "warning", "success", "danger")),
    ("primary_text", "primary_tint", TEXT),
    *((tone, ground, TEXT) for tone in ("danger", "info") for ground in ("page", "card", "panel")),
    *((tone, "page", TEXT) for tone in ("warning", "success")),
    *((tone, "card", TEXT) for tone in ("warning", "success")),
    *((tone, "panel", TEXT) for tone in ("warning", "success")),
    ("danger", "danger_tint", TEXT),
    ("text", "info_tint", TEXT),
    ("text", "warning_tint", TEXT),
    ("text", "success_tint", TEXT),
    ("text", "danger_tint", TEXT),
    ("link", "info_tint", TEXT),
    ("link", "warning_tint", TEXT),
    ("link", "success_tint", TEXT),
    ("link", "danger_tint", TEXT),
    # notice
    *(
        (name, "toast", TEXT)
        for name in (
            "on_toast",
            "toast_link",
            "toast_success",
            "toast_warning",
            "toast_danger",
        )
    ),
    ("on_toast_cap", "toast_cap", TEXT),
    ("on_cap", "cap", TEXT),
    # shapes
    *(("control", ground, SHAPE) for ground in ("page", "panel", "rail", "card", "field")),
    *(("control", ground, SHAPE) for ground in ("selected", "info_tint", "warning_tint")),
    *(("ring", ground, SHAPE) for ground in ("page", "panel", "card", "rail")),
    *(("mark", ground, SHAPE) for ground in ("page", "panel", "card", "rail")),
    ("chosen", "page", SHAPE),
    ("chosen", "selected", SHAPE),
    ("on_primary", "mark", 3.0),
    *(("danger_fill", ground, SHAPE) for ground in ("page", "card")),
    ("warning_line", "page", SHAPE),
    ("success_line", "page", SHAPE),
    ("series", "card", SHAPE),
)


def contrast(one: str, other: str) -> float:
    """Contrast of two `#rrggbb` colours after WCAG 2.2 (1 to 21)."""

    def luminance(colour: str) -> float:
        parts = []
        for at in (1, 3, 5):
            part = int(colour[at : at + 2], 16) / 255
            parts.append(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
