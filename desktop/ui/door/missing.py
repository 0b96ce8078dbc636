"""Acts that were finished are gone from the store: bring them back, or go on without them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.door.middle import put_in_the_middle
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.fields import Field
from desktop.ui.kit.flow import Flow
from desktop.ui.kit.form import Form
from desktop.ui.kit.states import Sign
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import Password


class MissingPage(Surface):
    """How many acts since when are missing, and the two ways on; going back harms nothing."""

    restore_wanted = Signal()
    """The latest backup is to be brought back."""
    without_wanted = Signal(str)
    """password, typed once more: the store is to be opened as it is."""
    given_up = Signal()

    def __init__(self, sentence: str, name: str, parent: QWidget | None = None) -> None:
        """`name` is whose password is asked for."""
        super().__init__(parent, ground="panel")
        card = Surface(ground="card", edge="line", radius=12, gap=12, margins=(35, 28, 35, 28))
        card.setMaximumWidth(theme.px(660))
        head = row(gap=10)
        head.addWidget(Sign("alert-triangle", 24, "danger"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(PlainLabel("저장한 일 가운데 없는 것이 있습니다", face=Face.SECTION), 1)
        card.body.addLayout(head)
        self.sentence = Paragraph(sentence)
        card.body.addWidget(self.sentence)
        card.body.addWidget(
            Paragraph(
                "없는 채로 열면 그 일들은 다시 적어야 합니다. 연 사실과 없는 건수는 접속기록에 "
                "남습니다.",
                ink="second",
            )
        )
        self.form = Form(self)
        self.password = Password()
        field = Field(f"{name} 님 비밀번호", self.password, hint="없는 채로 열 때만 적습니다.")
        card.body.addWidget(self.form.add("password", field))
        self.restore = Button("되살리기", Role.PRIMARY, icon="history")
        self.without = Button("없는 채로 열기", Role.DANGER)
        self.back = Button("돌아가기", Role.SECONDARY)
        foot = Flow(gap=10)
        for button in (self.restore, self.without, self.back):
            foot.addWidget(button)
        card.body.addLayout(foot)
        put_in_the_middle(self, card)
        self.form.then(self.without)
        self.restore.clicked.connect(self.restore_wanted)
        self.without.clicked.connect(self.submit)
        self.back.clicked.connect(self.given_up)

    def begin(self) -> None:
        """The safe way first."""
        self.restore.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Open as it is, with the password once more."""
        finish_all_composition()
        password = self.password.text_now()
        if not password:
            self.refuse("없는 채로 여시려면 비밀번호를 한 번 더 적어 주십시오.")
            return
        self.without.setEnabled(False)
        self.without_wanted.emit(password)

    def refuse(self, sentence: str) -> None:
        """It did not open: say why at the field."""
        self.without.setEnabled(True)
        self.form.show_errors({"password": sentence})
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, sentence: str) -> None:
        """Say something about the way just chosen."""
        self.form.field("password").set_note(sentence, "warning")
