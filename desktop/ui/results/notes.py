"""용어와 기준: what the figures of a screen mean, on a page of their own."""

from collections.abc import Callable, Iterable

from desktop.ui.kit import Button, PageHead, Paragraph, Role, SectionTitle, WorkingArea

Chapter = tuple[str, Iterable[str]]
"""A term or title, and the sentences about it."""


class Notes(WorkingArea):
    """The chapters one under another; `back` leads to the figures again."""

    def __init__(self, back: str, go_back: Callable[[], None], chapters: Iterable[Chapter]) -> None:
        super().__init__(gap=10, margins=(24, 16, 24, 16))
        head = PageHead("용어와 기준")
        self.back = Button(back, Role.QUIET, icon="arrow-left", keys="Esc")
        self.back.clicked.connect(go_back)
        head.acts.addWidget(self.back)
        self.body.addWidget(head)
        for title, sentences in chapters:
            self.body.addWidget(SectionTitle(title))
            for sentence in sentences:
                self.body.addWidget(Paragraph(sentence))
        self.body.addStretch(1)
