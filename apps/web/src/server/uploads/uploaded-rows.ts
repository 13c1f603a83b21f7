import { createGunzip } from 'node:zlib';
import { Readable } from 'node:stream';
import { DRAFT_MODEL } from '@leeway/services';
import {
  jsonTable,
  readCsv,
  readJsonLines,
  shownValue,
  TableError,
  tableEvents,
  type JsonLine,
  type TableColumns,
  type UnnamedFile,
} from '@leeway/tables';

const JSON_LINES = /\.(jsonl|ndjson|json)$/iu;
const TABLE = /\.(csv|tsv|txt)$/iu;
const TAB_SEPARATED = /\.tsv$/iu;
const GZIP = /\.gz$/iu;
/** What a packed file may unpack to. */
const MAX_UNPACKED_BYTES = 8 * 2 ** 30;

export type UploadedRows = {
  /** Whose events they are, where they say; null for a table. */
  modelId: string | null;
  cells: 'json' | 'text';
  /** Prediction events; asked as often as wanted. */
  rows: () => AsyncIterable<unknown>;
};

type Upload = { file: UnnamedFile; name: string; columns: TableColumns };

/** Rows of an uploaded file: a table (CSV, tabs), or JSON Lines that are events or flat rows. May be gzipped. */
export async function uploadedRows(upload: Upload): Promise<UploadedRows> {
  const plainName = upload.name.replace(GZIP, '');
  const head = await firstBytes(bytesOf(upload));
  refuseOtherFormats(upload.name, head);
  const isJson = JSON_LINES.test(plainName) || (!TABLE.test(plainName) && head.trimStart().startsWith('{'));
  if (!isJson) {
    const delimiter = TAB_SEPARATED.test(plainName) ? '\t' : ',';
    return { modelId: null, cells: 'text', rows: () => csvRows(upload, delimiter) };
  }
  const first = await firstLine(upload);
  if (!isEvent(first)) return { modelId: null, cells: 'json', rows: () => jsonRows(upload) };
  const modelId = typeof first.model === 'string' ? first.model : null;
  return { modelId, cells: 'json', rows: () => events(upload, modelId) };
}

async function* csvRows({ file, name, columns }: Upload, delimiter: ',' | '\t'): AsyncGenerator {
  yield* tableEvents(await readCsv(bytesOf({ file, name }), name, delimiter), columns, DRAFT_MODEL);
}

function jsonRows({ file, name, columns }: Upload): AsyncGenerator {
  return tableEvents(jsonTable(readJsonLines(bytesOf({ file, name }), name), name), columns, DRAFT_MODEL);
}

/** What a file's rows leave out that is not needed is filled in: an id, a time, the model. */
async function* events({ file, name }: Upload, modelId: string | null): AsyncGenerator {
  for await (const batch of readJsonLines(bytesOf({ file, name }), name))
    for (const { line, value } of batch) {
      const place = { line, column: null };
      if (!isEvent(value))
        throw new TableError(
          `${name}: line ${line}: expected an event like those before, found ${shownValue(value)}`,
          place,
        );
      const model = value.model ?? modelId;
      if (model !== modelId)
        throw new TableError(
          `${name}: line ${line}: expected an event of the model ${shownValue(modelId)}, found one of ${shownValue(model)}`,
          place,
        );
      yield { id: `line ${line}`, time: 0, ...value, model: modelId ?? DRAFT_MODEL };
    }
}

function isEvent(value: unknown): value is { features: object; model?: unknown } {
  if (typeof value !== 'object' || value === null || !('features' in value)) return false;
  return typeof value.features === 'object' && value.features !== null;
}

function bytesOf({ file, name }: Pick<Upload, 'file' | 'name'>): Readable {
  const packed = file.read();
  if (!GZIP.test(name)) return packed;
  const unpacked = createGunzip();
  packed.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => packed.destroy());
  return Readable.from(bounded(packed.pipe(unpacked)));
}

async function* bounded(unpacked: Readable): AsyncGenerator {
  let bytes = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_UNPACKED_BYTES) throw new Error(`it unpacks to more than ${MAX_UNPACKED_BYTES / 2 ** 30} GiB`);
    yield chunk;
  }
}

async function firstBytes(bytes: Readable): Promise<string> {
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) return chunk.subarray(0, 1_024).toString('latin1');
    return '';
  } catch (error) {
    throw new TableError(`The file could not be read: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    bytes.destroy();
  }
}

/** What people have instead of text, by its first bytes. */
function refuseOtherFormats(name: string, head: string): void {
  const expected = 'expected CSV or JSON Lines';
  const found = head.startsWith('PAR1')
    ? 'Parquet: write it as CSV or JSON Lines'
    : head.startsWith('PK')
      ? 'a zip archive or a spreadsheet: save it as CSV'
      : head.startsWith('\u001F\u008B')
        ? 'gzip: give it a name that ends in .gz'
        : head.trimStart().startsWith('[')
          ? 'a JSON list: write one object a line'
          : null;
  if (found !== null) throw new TableError(`${name}: ${expected}, found ${found}`, { line: 1, column: null });
}

async function firstLine(upload: Upload): Promise<unknown> {
  for await (const batch of readJsonLines(bytesOf(upload), upload.name)) {
    const [first]: readonly JsonLine[] = batch;
    if (first !== undefined) return first.value;
  }
  throw new TableError(`${upload.name}: expected one JSON object a line, found nothing`);
}
