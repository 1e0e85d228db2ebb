"""
Serves a template with the API service of the SAM command line, and runs its functions by Node instead of in Docker:
serve_template.py <template> <port> <node> <run-function.mjs>.
"""

import os
import subprocess
import sys

from samcli.local.apigw.local_apigw_service import LocalApigwService
from template_reader import read_template

template, port, node, run_function = sys.argv[1:]
functions, api = read_template(template)
by_id = {function.function_id: function for function in functions.values()}


class NodeRunner:
    """Takes the place of the runner that starts containers."""

    @staticmethod
    def is_debugging():
        return False

    @staticmethod
    def invoke(name, event, tenant_id=None, stdout=None, stderr=None):
        function = by_id.get(name) or functions[name]
        code = os.path.join(os.path.dirname(os.path.abspath(template)), function.codeuri)
        answer = subprocess.run(
            [node, run_function, os.path.join(code, function.handler.split(".")[0] + ".mjs")],
            input=event,
            capture_output=True,
            text=True,
            check=False,
            env={
                **function.environment["Variables"],
                "AWS_REGION": "eu-central-1",
                "AWS_ACCESS_KEY_ID": "local",
                "AWS_SECRET_ACCESS_KEY": "local",
                "AWS_LAMBDA_FUNCTION_NAME": function.functionname,
                "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            },
        )
        sys.stderr.write(answer.stderr)
        stdout.write_str(answer.stdout)


service = LocalApigwService(api=api, lambda_runner=NodeRunner, port=int(port), host="127.0.0.1")
service.create()
service.run()
