/** Goes up with every change of what stored bytes or numbers mean; what was stored before is learnt anew. */
export const ALARM_CODEC_VERSION = 1;
