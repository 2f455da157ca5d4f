/**
 * Names under which meta elements tell when an article was published, the most trusted first; letters only, for the
 * same name is written `publish-date`, `publishDate` and `publish_date`. Dublin Core, Open Graph, schema.org and the
 * tags of Parse.ly, Sailthru, Cxense and others.
 */
const PUBLISHED = [
  'articlepublishedtime ogarticlepublishedtime articlepublished ogarticlepublished articlepublisheddate',
  'datepublished ogdatepublished ogpublishedtime publishedtime vrpublishedtime mediatorpublishedtime rnewsdatepublished',
  'parselypubdate sailthrudate cxenseparserecspublishtime cxenseparsepublishtime btpubdate',
  'pubdate publishdate publisheddate publicationdate publishtime published publishedat datepublish publishedtimestamp ogpubdate ogpublishdate originalpublicationdate articledateoriginal articlepublicationdate articlepostdate wpublisheddate citationpublicationdate analyticsattributesarticledate',
  'dctermsissued dcdateissued dcdatepublished dcdatepublication dctermscreated dcdatecreated dccreated dctermsdate dcdate',
  'datecreated articlecreatedat articlecreated articlecreatedate contentcreatedate datecreate createdate created dateposted postdate displaydate releasedate pdate ptime ogregdate citationdate docdate',
  'date',
]
  .join(' ')
  .split(' ');

const MODIFIED =
  'articlemodifiedtime ogarticlemodifiedtime articlemodifieddate articlemodified articleupdated datemodified ogdatemodified ogupdatedtime ogmodifiedtime updatedtime modifiedtime dctermsmodified dcdatemodified dcmodified modificationdate dateupdate revisiondate lastmodified lastmod lastupdated lastdate'.split(
    ' ',
  );

export type DateRole = 'published' | 'modified';

const ROLES = new Map<string, { role: DateRole; rank: number }>([
  ...PUBLISHED.map((name, rank): [string, { role: DateRole; rank: number }] => [name, { role: 'published', rank }]),
  ...MODIFIED.map((name, rank): [string, { role: DateRole; rank: number }] => [name, { role: 'modified', rank }]),
]);

/** Names that can't be one of those are not worth looking at. */
const LIKELY = /date|time|publ|creat|modif|updat|lastmod|display/;

/** What a meta element, a microdata or an RDFa property of this name says of a date; undefined if nothing. */
export function dateRoleOf(name: string): { role: DateRole; rank: number } | undefined {
  return LIKELY.test(name)
    ? ROLES.get(name.replace(/^(?:https?:.*[/#]|schema:)/, '').replace(/[^a-z]/g, ''))
    : undefined;
}
