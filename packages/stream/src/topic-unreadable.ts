/** Why a topic could not be read, in words for whoever asked. */
export class TopicUnreadable extends Error {}
