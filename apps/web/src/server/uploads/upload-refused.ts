/** Why an upload is not taken, with the answer's status; the message is for whoever sent it. */
export class UploadRefused extends Error {
  readonly status: 408 | 413 | 503 | 507;

  constructor(status: UploadRefused['status'], message: string) {
    super(message);
    this.name = 'UploadRefused';
    this.status = status;
  }
}
