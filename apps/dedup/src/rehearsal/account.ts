import {
  ARTICLE_LINKED,
  decode,
  type Dedup,
  LinkedArticle,
  type PubStatus,
  ResolvedArticle,
  Story,
} from '#libs/contracts';
import type { ReceivedMessage } from '#libs/messaging';
import type { Outcome } from '../resolver.js';

/** A verdict on an article as one page had it. */
export type Verdict = Pick<Dedup, 'status' | 'method' | 'of' | 'score'> & { captureId: string };

/** Where an article has come to. Of one that only moved, not all of it is known. */
export interface Place {
  storyId: string;
  status?: Dedup['status'];
  of?: string;
  pubStatus?: PubStatus;
}

/** What came of an article within a stretch of the log. */
export interface Course {
  verdicts: Verdict[];
  place: Place;
}

/** What came of a stretch of the log, as far as two such accounts are compared. */
export class Account {
  readonly courses = new Map<string, Course>();
  /** The last version of each story. */
  readonly stories: Map<string, Story>;
  /** Versions of what compares texts, and links stories, that had a part in it. */
  readonly algorithms = new Set<string>();

  /** @param stories as they stood before the stretch */
  constructor(stories: Story[]) {
    this.stories = new Map(stories.map((story) => [story.id, story]));
  }

  add({ article, links, stories }: Outcome): void {
    if (article !== undefined) this.addVerdict(article);
    for (const link of links) this.addLink(link);
    for (const story of stories) this.addStory(story);
  }

  /** A message of `news.articles.resolved.v1`. */
  addTold({ headers, value }: ReceivedMessage): void {
    if (headers.ce_type === ARTICLE_LINKED) this.addLink(decode(LinkedArticle, value));
    else this.addVerdict(decode(ResolvedArticle, value));
  }

  addStory(story: Story): void {
    this.stories.set(story.id, story);
    for (const { algorithmVersion } of story.edges) this.algorithms.add(algorithmVersion);
  }

  private addVerdict({ id, storyId, pubStatus, dedup, provenance }: ResolvedArticle): void {
    const { status, method, of, score } = dedup;
    const original = of === undefined ? {} : { of };
    const verdict: Verdict = {
      captureId: provenance.captureId,
      status,
      method,
      ...original,
      ...(score === undefined ? {} : { score }),
    };
    const place: Place = { storyId, status, pubStatus, ...original };
    const course = this.courses.get(id);
    if (course === undefined) this.courses.set(id, { verdicts: [verdict], place });
    else {
      course.verdicts.push(verdict);
      course.place = place;
    }
    this.algorithms.add(dedup.algorithmVersion);
  }

  private addLink({ id, storyId, verdict, of, pubStatus }: LinkedArticle): void {
    const course = this.courses.get(id) ?? { verdicts: [], place: { storyId } };
    this.courses.set(id, course);
    course.place = { ...course.place, storyId, ...(pubStatus === undefined ? {} : { pubStatus }) };
    if (verdict === undefined) return;
    course.place.status = verdict;
    delete course.place.of;
    if (of !== undefined) course.place.of = of;
  }
}
