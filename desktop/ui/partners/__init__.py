"""기관: the directory of partners and what is missing before anybody can consent."""

from desktop.ui.partners.screen import PartnersScreen

__all__ = ["PartnersScreen"]
