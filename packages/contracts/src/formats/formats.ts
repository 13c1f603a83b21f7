import type { StreamMapping } from '../mapping/stream-mapping.ts';
import { avroFormat } from './avro-format.ts';
import { bentomlFormat } from './bentoml-format.ts';
import { cloudEventsFormat } from './cloudevents-format.ts';
import type { FormatDefinition } from './format.ts';
import { jsonFormat } from './json-format.ts';
import { jsonSchemaFormat } from './json-schema-format.ts';
import { kserveFormat } from './kserve-format.ts';
import { protobufFormat } from './protobuf-format.ts';
import { sagemakerFormat } from './sagemaker-format.ts';
import { seldonFormat } from './seldon-format.ts';

/** Every format that a topic may carry: a new one is a file and a line here. */
export const FORMATS: Readonly<Record<StreamMapping['format'], FormatDefinition>> = {
  json: jsonFormat,
  cloudevents: cloudEventsFormat,
  kserve: kserveFormat,
  seldon: seldonFormat,
  sagemaker: sagemakerFormat,
  bentoml: bentomlFormat,
  avro: avroFormat,
  'json-schema': jsonSchemaFormat,
  protobuf: protobufFormat,
};
