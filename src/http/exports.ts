import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MEDIA_TYPES } from '../documents/file-type';
import type { Notice } from '../event-store/notice';
import { csvOf, xlsxOf, type OutCell } from '../tables/write';
import { CSV } from './documents.controller';
import { EdgeError } from './edge-error';
import type { QueryParameters } from './query-parameters';
import { languageOf, said, type Language } from './sentences';

export const EXPORT_FORMATS = ['json', 'xlsx', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export const FORMAT = 'json（默认）, xlsx, csv：与所见相同的行和列；未给 limit 和 after 时为全部各页 · The rows and columns that one sees; all pages where neither limit nor after is given';

/** As many rows as one file may have; more are asked for with a narrower filter. */
const MOST_ROWS = 50_000;

/** One column of a list as it is shown. */
export interface Column<T> {
  readonly zh: string;
  readonly en: string;
  readonly value: (row: T, language: Language) => string | number | boolean | null | Notice;
}

export function formatOf(ask: QueryParameters): ExportFormat {
  return ask.oneOf('format', EXPORT_FORMATS) ?? 'json';
}

/** Every page of a question, each asked, and noted, as the reader would ask it. Error: EdgeError beyond 50,000 rows. */
export async function everyPage<A extends { readonly next: string | null }, T>(rowsOf: (answer: A) => readonly T[], ask: (after: string | undefined) => Promise<A>, whole: boolean): Promise<readonly T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  for (;;) {
    const answer = await ask(after);
    rows.push(...rowsOf(answer));
    if (rows.length > MOST_ROWS) throw new EdgeError(422, 'exportTooLarge', said('exportTooLarge', { most: MOST_ROWS }));
    if (!whole || answer.next === null) return rows;
    after = answer.next;
  }
}

/** The file itself, as an attachment; headers by Accept-Language. */
export function tableOf<T>(request: FastifyRequest, reply: FastifyReply, name: Notice & { readonly file: string }, columns: readonly Column<T>[], rows: readonly T[], format: Exclude<ExportFormat, 'json'>): Readable {
  const language = languageOf(request.headers['accept-language']);
  const headers = columns.map((column) => column[language]);
  const cells = rows.map((row) => columns.map((column) => cellOf(column.value(row, language), language)));
  const content = format === 'csv' ? csvOf(headers, cells) : xlsxOf(name[language], headers, cells);
  asAttachment(request, reply, name, format);
  return Readable.from(content);
}

/** Saved under its name in the reader's language, and kept by nobody on the way. */
export function asAttachment(request: FastifyRequest, reply: FastifyReply, name: Notice & { readonly file: string }, format: Exclude<ExportFormat, 'json'>): void {
  const language = languageOf(request.headers['accept-language']);
  void reply
    .headers({
      'Content-Disposition': `attachment; filename="${name.file}.${format}"; filename*=UTF-8''${encodeURIComponent(`${name[language]}.${format}`)}`,
      'Content-Language': language, 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff', Vary: 'Accept-Language',
    })
    .type(format === 'csv' ? `${CSV}; charset=utf-8` : MEDIA_TYPES.xlsx);
}

function cellOf(value: ReturnType<Column<unknown>['value']>, language: Language): OutCell {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return language === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  return value[language];
}
