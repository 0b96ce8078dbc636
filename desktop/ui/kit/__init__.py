"""The kit: every part a screen is made of, in the look of the Korean digital government.

All lengths are design pixels at 100 %; the kit multiplies them by the font scale.
Colours are names of tokens ("text", "second", "link", "danger" …). A screen sets no
style sheet, makes no font and no colour of its own. A part is loaded when it is first
asked for, so that the sign-in page brings in no lists and no previews:
`from desktop.ui.kit import Button, Role, Field, Form, KoreanLineEdit, …`.

Dressing        theme.install(app, Scheme.LIGHT, 1.0) · theme.px(12) · theme.ink("link")
                FocusRing(app)  once, after install
Words           PlainLabel("말", face=Face.STRONG, ink="second", elide=True)
                Title · SectionTitle · Hint
                Paragraph("긴 글", width=380) · Number("오늘 방문", "27", "명")
                give_tip(widget, "…")  what it says where the mouse rests
Typing          KoreanLineEdit("placeholder", leading="search", trailing="calendar", size="dense")
                KoreanTextEdit("placeholder", lines=4)  Enter = line, Ctrl+Enter, Tab = on
                Password() · StrengthMeter() · finish_all_composition() before ANY act on text
                .text_now() .value() .set_value() .shown_text_changed .left .moved_on
Acts            Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S") · KeyCap("F1")
Choosing        Segmented([("key", "말")], value) · ToggleChips(pairs) · CheckBox("동의") · Radio
                OneOrNone(pairs) as boxes on a paper: a digit ticks and goes on
                Combo(pairs) .chosen() · CodePicker(pairs) · Option(key, label, beside)
States          Chip("대기", Tone.WARNING, icon="clock") · EmptyState("…", "…", keys="F2")
                Banner("…", "warning", act="지금 백업") · ProgressRow() · Skeleton() · Sign
Forms           Field("이름", KoreanLineEdit(), required=True, hint="…")
                form = Form(screen, guard=find, clean=clean); form.add("name", field, on_leave=tidy)
                form.read() -> dict or None · form.show_errors(refused.fields) · form.then(save)
                form.snapshot() / restore(kept) · form.dirty / changed(name) · form.set_values(…)
Asking          ask(self, "무효로 할까요?", "…", [Choice("void", "무효로 하기", dangerous=True),
                Choice("keep", "그대로 두기")], "keep", on_answer)   never blocks
Telling         toasts = Toasts(window); toasts.say("저장했습니다.", act="실행 취소", on_act=undo)
Lists           model = RecordsModel([Column("기관", lambda line: line.name, width=200), …])
                table = RecordTable(model, empty=EmptyState(…)); model.show_records(lines)
                table.opened(row) · model.record(row) · model.reveal(row) · model.more_wanted
Paper           PagePreview().show_pdf(pdf_bytes) · set_masked(True)
Scrolling       give_bars(area) (kit.scroll_bar) · dress(menu) (kit.menu): Qt's own look has no
                place here, and a style sheet of the application costs ten kilobytes a widget
Ground          WorkingArea().body · SideArea().unroll(True) · Card(pressable=True) · Panel
                Columns([a, b], [0, 388]) · Line() · Surface
                column(widget, gap=12, margins=(24, 16)) · row(…) · Flow(…)
Frame           Rail([RailEntry("today", "오늘", "today", 1)], pinned="settings") · TopBar
                SearchBox · StatusBar · StatusItem("save", "저장됨") · PageHead("의뢰서")
                Section("이력") · Numbered(1, "방문") · Mark · Dot("한서윤") · Who("F10")
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.kit import icons, paint, theme
    from desktop.ui.kit.buttons import Button, KeyCap, Role
    from desktop.ui.kit.chips import Chip, Tone, chip_width, draw_chip
    from desktop.ui.kit.choices import Segmented, ToggleChips
    from desktop.ui.kit.combo import CodePicker, Combo
    from desktop.ui.kit.composition import finish_all_composition
    from desktop.ui.kit.dialogs import Choice, Question, ask, ask_to_drop
    from desktop.ui.kit.fields import Field
    from desktop.ui.kit.flow import Flow, Halves
    from desktop.ui.kit.focus import FocusRing
    from desktop.ui.kit.form import Form, Unfit
    from desktop.ui.kit.frame import (
        Numbered,
        PageHead,
        Rail,
        RailEntry,
        SearchBox,
        Section,
        StatusBar,
        StatusItem,
        TopBar,
        Who,
    )
    from desktop.ui.kit.lists import RecordTable
    from desktop.ui.kit.mark import Dot, Mark
    from desktop.ui.kit.meter import StrengthMeter
    from desktop.ui.kit.one_or_none import OneOrNone
    from desktop.ui.kit.option import Option, options
    from desktop.ui.kit.preview import PagePreview
    from desktop.ui.kit.records import ChipLook, Column, RecordsModel
    from desktop.ui.kit.states import Banner, EmptyState, ProgressRow, ShareBar, Sign, Skeleton
    from desktop.ui.kit.surfaces import (
        Card,
        Columns,
        Line,
        Panel,
        SideArea,
        Surface,
        WorkingArea,
        column,
        empty_out,
        row,
    )
    from desktop.ui.kit.text import (
        Hint,
        Number,
        Paragraph,
        PlainLabel,
        SectionTitle,
        Title,
    )
    from desktop.ui.kit.theme import Face
    from desktop.ui.kit.ticks import CheckBox, Radio
    from desktop.ui.kit.tips import give_tip
    from desktop.ui.kit.toast import Toasts
    from desktop.ui.kit.tokens import Scheme
    from desktop.ui.kit.typed_line import KoreanLineEdit, Password
    from desktop.ui.kit.typed_text import KoreanTextEdit

__all__ = [
    "Banner",
    "Button",
    "Card",
    "CheckBox",
    "Chip",
    "ChipLook",
    "Choice",
    "CodePicker",
    "Column",
    "Columns",
    "Combo",
    "Dot",
    "EmptyState",
    "Face",
    "Field",
    "Flow",
    "FocusRing",
    "Form",
    "Halves",
    "Hint",
    "KeyCap",
    "KoreanLineEdit",
    "KoreanTextEdit",
    "Line",
    "Mark",
    "Number",
    "Numbered",
    "OneOrNone",
    "Option",
    "PageHead",
    "PagePreview",
    "Panel",
    "Paragraph",
    "Password",
    "PlainLabel",
    "ProgressRow",
    "Question",
    "Radio",
    "Rail",
    "RailEntry",
    "RecordTable",
    "RecordsModel",
    "Role",
    "Scheme",
    "SearchBox",
    "Section",
    "SectionTitle",
    "Segmented",
    "ShareBar",
    "SideArea",
    "Sign",
    "Skeleton",
    "StatusBar",
    "StatusItem",
    "StrengthMeter",
    "Surface",
    "Title",
    "Toasts",
    "ToggleChips",
    "Tone",
    "TopBar",
    "Unfit",
    "Who",
    "WorkingArea",
    "ask",
    "ask_to_drop",
    "chip_width",
    "column",
    "draw_chip",
    "empty_out",
    "finish_all_composition",
    "give_tip",
    "icons",
    "options",
    "paint",
    "row",
    "theme",
]

if not TYPE_CHECKING:
    from importlib import import_module

    _HOME = {
        name: part
        for part, names in {
            "buttons": "Button KeyCap Role",
            "chips": "Chip Tone chip_width draw_chip",
            "choices": "Segmented ToggleChips",
            "combo": "CodePicker Combo",
            "dialogs": "Choice Question ask ask_to_drop",
            "fields": "Field",
            "flow": "Flow Halves",
            "focus": "FocusRing",
            "form": "Form Unfit",
            "frame": "Numbered PageHead Rail RailEntry "
            "SearchBox Section StatusBar StatusItem TopBar Who",
            "lists": "RecordTable",
            "mark": "Dot Mark",
            "meter": "StrengthMeter",
            "one_or_none": "OneOrNone",
            "option": "Option options",
            "preview": "PagePreview",
            "records": "ChipLook Column RecordsModel",
            "states": "Banner EmptyState ProgressRow ShareBar Sign Skeleton",
            "surfaces": "Card Columns Line Panel SideArea Surface WorkingArea column empty_out row",
            "text": "Hint Number Paragraph PlainLabel SectionTitle Title",
            "theme": "Face",
            "ticks": "CheckBox Radio",
            "tips": "give_tip",
            "toast": "Toasts",
            "tokens": "Scheme",
            "composition": "finish_all_composition",
            "typed_line": "KoreanLineEdit Password",
            "typed_text": "KoreanTextEdit",
        }.items()
        for name in names.split()
    }

    def __getattr__(name):
        """A part of the kit, its file read now if nobody asked for it before."""
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
