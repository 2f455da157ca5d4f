/** An event of the public topics in CloudEvents' JSON format, as far as tests look at it. */
export interface CloudEvent {
  specversion: string;
  id: string;
  type: string;
  subject: string;
  data: { id: string; inLanguage?: string; version: number };
}
