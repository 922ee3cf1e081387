"""The C library: where it is, and what its functions take and give."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from typing import Any

from .errors import InputError, InternalError, ModelError

ABI_VERSION = 1

OK = 0
INVALID_ARGUMENT = 64
INVALID_INPUT = 65
INTERNAL_ERROR = 70

_handle = ctypes.c_void_p
_place = ctypes.POINTER(ctypes.c_void_p)
_text = ctypes.c_char_p
_size = ctypes.c_size_t
_status = ctypes.c_int32
_words = ctypes.POINTER(ctypes.c_int64)

SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "dovetail_free": (None, [_handle]),
    "dovetail_abi_version": (_status, []),
    "dovetail_version": (_text, []),
    "dovetail_model_create": (_handle, []),
    "dovetail_model_destroy": (None, [_handle]),
    "dovetail_model_append": (_status, [_handle, _handle, _size, _words, _place]),
    "dovetail_model_name": (
        _status, [_handle, ctypes.c_int32, ctypes.c_int64, ctypes.c_int64, _text, _size]
    ),
    "dovetail_model_words": (_status, [_handle, _place, ctypes.POINTER(_size)]),
    "dovetail_model_size": (_status, [_handle, _words]),
    "dovetail_model_check": (_status, [_handle, _handle, _size, _words, _place]),
    "dovetail_model_export": (_status, [_handle, _text, _place, ctypes.POINTER(_size), _place]),
    "dovetail_problem_list": (_status, [_place]),
    "dovetail_problem_generate": (_status, [_text, _text, _place, _place]),
    "dovetail_problem_read": (_status, [_text, _text, _size, _text, _place, _place]),
    "dovetail_problem_destroy": (None, [_handle]),
    "dovetail_problem_describe": (_status, [_handle, _place]),
    "dovetail_problem_check": (_status, [_handle, _text, _size, _place]),
    "dovetail_problem_picture": (_status, [_handle, _text, _size, _place]),
    "dovetail_solve_model": (_status, [_handle, _text, _place, _place]),
    "dovetail_solve_problem": (_status, [_handle, _text, _place, _place]),
    "dovetail_job_wait": (_status, [_handle, ctypes.c_double, ctypes.POINTER(ctypes.c_int32)]),
    "dovetail_job_event": (_status, [_handle, _place]),
    "dovetail_job_values": (_status, [_handle, _handle, _size]),
    "dovetail_job_solution": (_status, [_handle, _place]),
    "dovetail_job_stop": (_status, [_handle]),
    "dovetail_job_result": (_status, [_handle, _place]),
    "dovetail_job_destroy": (None, [_handle]),
}
"""By function: what it gives, and what it takes. A text that is to be freed is a plain pointer."""


def path() -> Path:
    """Of the library: the one that ``DOVETAIL_LIBRARY`` names, else the one in the package."""
    named = os.environ.get("DOVETAIL_LIBRARY")
    if named:
        return Path(named).absolute()
    folder = Path(__file__).resolve().parent / "_lib"
    for name in ("libCDovetail.so", "libCDovetail.dylib", "CDovetail.dll"):
        if (folder / name).exists():
            return folder / name
    raise ImportError(
        f"the package has no library in {folder}; install a wheel, "
        "or name a library by the environment variable DOVETAIL_LIBRARY"
    )


def _load() -> Any:
    where = path()
    try:
        loaded = ctypes.CDLL(str(where))
    except OSError as error:
        raise ImportError(f"the library {where} does not load: {error}") from error
    for name, (result, arguments) in SIGNATURES.items():
        try:
            function = getattr(loaded, name)
        except AttributeError:
            raise ImportError(f"the library {where} has no function {name}") from None
        function.restype = result
        function.argtypes = arguments
    found = loaded.dovetail_abi_version()
    if found != ABI_VERSION:
        raise ImportError(f"the library {where} has interface {found}, not {ABI_VERSION}")
    return loaded


lib: Any = _load()


def version() -> str:
    """Of the library, such as ``"0.1.0"``."""
    text: bytes = lib.dovetail_version()
    return text.decode()


def take(pointer: ctypes.c_void_p) -> str | None:
    """The text that a function gave, which is freed; ``None`` where it gave none."""
    if not pointer.value:
        return None
    try:
        return ctypes.string_at(pointer.value).decode("utf-8", "replace")
    finally:
        lib.dovetail_free(pointer)


def raise_for(status: int, message: str | None, row: int | None = None, *, of_model: bool) -> None:
    """Raises what a status means; does nothing for ``OK``."""
    if status == OK:
        return
    text = message or f"the library says {status}"
    if status == INVALID_ARGUMENT:
        raise ValueError(text)
    if status == INVALID_INPUT:
        raise ModelError(text, row) if of_model else InputError(text)
    raise InternalError(text)
