"""Reads a template as the SAM command line does."""

from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider


def read_template(template):
    """Functions by name, and the API with its routes."""
    stacks, _ = SamLocalStackProvider.get_stacks(template_file=template)
    functions = {function.functionname: function for function in SamFunctionProvider(stacks).get_all()}
    return functions, ApiProvider(stacks, cwd=".").api
