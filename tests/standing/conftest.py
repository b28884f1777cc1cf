"""The people and officers of the register's tests."""

from tests.register.conftest import add_person, ana, application, kind_of, register, tom

__all__ = ["add_person", "ana", "application", "kind_of", "register", "tom"]
