import { html, type Html } from './html.ts';
import { reportStyle } from './report-style.ts';

type Report = {
  readonly title: string;
  /** What a made-up organisation's report is called in the sentence that says so; null for a real one. */
  readonly sampleOf: string | null;
  /** Stands at the foot of every printed page, beside its number: letters, digits, spaces and `.-·` only. */
  readonly pageFoot: string;
  readonly heading: Html;
  readonly body: Html;
  readonly footer: Html;
  /** The rules of its own faces, whose bytes stand in them. */
  readonly fonts: string;
};

/** A report as one file: no script, no network, and a policy that allows neither. Printed as it is for the PDF. */
export function reportFrame({ title, sampleOf, pageFoot, heading, body, footer, fonts }: Report): string {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; font-src data:"
        />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${{ markup: fonts + reportStyle + pageFootRule(pageFoot) }}
        </style>
      </head>
      <body>
        ${heading}
        <main>
          ${sampleOf === null ? '' : html`<p class="sample">Sample organisation: every figure and name in this ${sampleOf} is made up.</p>`}
          ${body}
        </main>
        <footer>${footer}</footer>
      </body>
    </html> `;
  return page.markup;
}

/** What a style sheet's string cannot hold as it stands is left out; ids and words have none of it. */
const pageFootRule = (text: string): string =>
  `@page { @bottom-left { content: "${text.replaceAll(/[^\p{L}\p{N} .·@-]/gu, '')}" } }\n`;
