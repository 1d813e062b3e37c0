"""Inner forms (内部表单): described by data, filled with values, laid out as pages."""

from documents.layout.forms.composing import compose_form
from documents.layout.forms.form import Form
from documents.layout.forms.reading import form_from, read_form
from documents.layout.forms.shelf import SITE_FORMS, find_form, form_files
from documents.layout.forms.terms import FormRefused
from documents.layout.forms.values import Opinion, Value

__all__ = [
    "SITE_FORMS",
    "Form",
    "FormRefused",
    "Opinion",
    "Value",
    "compose_form",
    "find_form",
    "form_files",
    "form_from",
    "read_form",
]
