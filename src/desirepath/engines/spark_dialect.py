"""Where Spark's SQL must differ from what Ibis writes, so that an expression means the same everywhere.

Imports the driver, through Ibis; only `spark_session` imports this.
"""

from typing import Any

import ibis.expr.operations as ops
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

from desirepath.engines.spark_failures import quiet_about_pandas

with quiet_about_pandas():
    from ibis.backends.pyspark import Backend as IbisBackend

__all__ = ["Backend"]


class Compiler(PySparkCompiler):  # type: ignore[misc] # Ibis has no types
    """Ibis's compiler for Spark, but for what reads otherwise there."""

    __slots__ = ()

    visit_IsNull = SQLGlotCompiler.visit_IsNull  # noqa: N815 - what is not a number is not null either
    visit_NotNull = SQLGlotCompiler.visit_NotNull  # noqa: N815

    def visit_ArrayIndex(self, op: ops.Value, *, arg: Any, index: Any) -> Any:  # noqa: ARG002, N802
        """What is not in a list is null, not an error."""
        return self.f.try_element_at(arg, index + 1)


class Backend(IbisBackend):  # type: ignore[misc]
    """Ibis's backend for Spark with this compiler."""

    name = "pyspark"
    compiler = Compiler()
