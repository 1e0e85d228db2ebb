"""Prints the functions and the routes that the SAM command line finds in a template: list_template.py <template>."""

import json
import sys

from template_reader import read_template

functions, api = read_template(sys.argv[1])
by_id = {function.function_id: name for name, function in functions.items()}
print(
    json.dumps(
        {
            "functions": [
                {
                    "name": name,
                    "handler": function.handler,
                    "timeoutSeconds": function.timeout,
                    "memoryMb": function.memory,
                }
                for name, function in functions.items()
            ],
            "routes": [
                {
                    "path": route.path,
                    "methods": sorted(route.methods),
                    "function": by_id.get(route.function_name, route.function_name),
                    "authorizer": route.authorizer_object is not None
                    and by_id.get(route.authorizer_object.lambda_name, route.authorizer_object.lambda_name),
                }
                for route in api.routes
            ],
        }
    )
)
