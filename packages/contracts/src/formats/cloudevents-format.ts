import { readCloudEvent } from './cloud-event.ts';
import { CONTRACT_FIELDS } from './contract-fields.ts';
import type { FormatDefinition } from './format.ts';

export const cloudEventsFormat: FormatDefinition = {
  defaults: { ...CONTRACT_FIELDS, eventId: { header: 'ce_id' }, time: { header: 'ce_time', unit: 'iso' } },
  unpack: (message) => {
    const { data, attribute } = readCloudEvent(message);
    return { root: data, rows: null, part: 'whole', attribute };
  },
};
