import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { routes } from '../../../lib/contract/routes.ts';
import { projectFile } from '../../project.ts';

/** A page as it is served. */
export interface ReferencePage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const packageFile = (name: string): string =>
  readFileSync(projectFile('node_modules', 'swagger-ui-dist', name), 'utf8');

/**
 * Raises every contrast of Swagger UI to that of WCAG 2.2, AA, and lets long examples break instead of scroll, which a
 * keyboard could not.
 */
const accessibleStyle = `
  body { margin: 0; background: #fff; }
  .swagger-ui .info .title small { background: #4a4f5a; }
  .swagger-ui .info .title small.version-stamp { background: #3f6d00; }
  .swagger-ui .info .link .url, .swagger-ui .info a { color: #1a5fb4; }
  .swagger-ui .btn.authorize { border-color: #18794e; color: #18794e; }
  .swagger-ui .btn.authorize svg { fill: #18794e; }
  .swagger-ui .btn.cancel { border-color: #b3261e; color: #b3261e; }
  .swagger-ui .btn.execute { background: #1a5fb4; border-color: #1a5fb4; }
  .swagger-ui .parameter__in, .swagger-ui .prop-format { color: #505050; }
  .swagger-ui .parameter__deprecated, .swagger-ui .parameter__name.required::after { color: #b3261e; }
  .swagger-ui .download-contents { background: #404654; color: #fff; }
  .swagger-ui .json-schema-2020-12-expand-deep-button { color: #505050; }
  .swagger-ui .opblock .opblock-summary-method { color: #fff; text-shadow: none; }
  .swagger-ui .opblock.opblock-get .opblock-summary-method { background: #1a5fb4; }
  .swagger-ui .opblock.opblock-post .opblock-summary-method { background: #18794e; }
  .swagger-ui .opblock.opblock-put .opblock-summary-method { background: #8f4700; }
  .swagger-ui .microlight {
    background: #1b1b1b !important; color: #fff !important;
    overflow: visible !important; max-height: none !important; white-space: pre-wrap !important;
  }
`;

/** Gives fields of Swagger UI the names that they lack, and takes links out of buttons and other names off them. */
const script = `
  const names = {
    '#servers': 'Server',
    'select.examples-select-element': 'Example',
    'select.content-type': 'Content type',
    'textarea.body-param__text': 'Request body',
    'button.close-modal': 'Close',
  };
  const repair = () => {
    for (const [selector, name] of Object.entries(names)) {
      for (const field of document.querySelectorAll(selector + ':not([aria-label])')) field.setAttribute('aria-label', name);
    }
    for (const link of document.querySelectorAll('button a[href]')) link.removeAttribute('href');
    for (const button of document.querySelectorAll('.modal-btn[aria-label]')) button.removeAttribute('aria-label');
  };
  window.onload = () => {
    new MutationObserver(repair).observe(document.body, { childList: true, subtree: true });
    window.SwaggerUIBundle({
      url: '${routes['openapi-document'].path}',
      dom_id: '#reference',
      deepLinking: true,
      tryItOutEnabled: true,
      validatorUrl: null,
      syntaxHighlight: false,
      presets: [window.SwaggerUIBundle.presets.apis],
    });
  };
`;

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Text inside of a script element must not end it. */
const withoutEndTags = (source: string): string => source.replaceAll('</script', '<\\/script');

/**
 * The API reference as one document: Swagger UI with the document of this origin. The policy allows this script, this
 * style and requests to this origin, and nothing else.
 */
export const referencePage = (): ReferencePage => {
  const styles = [
    packageFile('swagger-ui.css').replace(/\n?\/\*# sourceMappingURL.*$/m, ''),
    accessibleStyle,
  ];
  const scripts = [
    withoutEndTags(packageFile('swagger-ui-bundle.js').replace(/\n?\/\/# sourceMappingURL.*$/m, '')),
    script,
  ];
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Order Service: API reference</title>',
    '<link rel="icon" href="data:,">',
    ...styles.map((style) => `<style>${style}</style>`),
    '</head>',
    '<body>',
    '<main id="reference"></main>',
    `<noscript>The reference needs JavaScript. The document itself: <a href="${routes['openapi-document'].path}">openapi.json</a></noscript>`,
    ...scripts.map((source) => `<script>${source}</script>`),
    '</body>',
    '</html>',
    '',
  ].join('\n');
  const contentSecurityPolicy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    `style-src ${styles.map(hashOf).join(' ')}`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { html, contentSecurityPolicy };
};
