import { readFileSync } from 'node:fs';
import { storySignature, linkScore } from '#libs/similarity';
const rows=readFileSync('/work/shared/data/langid/lid.dev.gold.jsonl','utf8').split('\n').filter(Boolean).map(JSON.parse).filter(r=>r.set==='sent');
let seed=7; const rnd=()=>(seed=(seed*1103515245+12345)%2147483648)/2147483648;
const by={}; for(const r of rows)(by[r.lang]??=[]).push(r);
const langs=['en','de','pl','uk','ru','fr','es','it','cs','bg','tr','be','pt','nl','sv','ar','zh'].filter(l=>by[l]?.length>30);
console.log(Object.fromEntries(langs.map(l=>[l,by[l].length])), rows[0].src);
// text = k neighbouring sentences of sources in a half: side A uses src numbers even, side B odd, so that no parallel sentences meet
const num=r=>+String(r.src).split(':')[1];
for (const k of [1,2,6]) {
  const side=(l,p)=>{const s=by[l].filter(r=>Math.floor(num(r)/20)%2===p);const out=[];for(let i=0;i<120;i++){const t=[];for(let j=0;j<k;j++)t.push(s[Math.floor(rnd()*s.length)].text);out.push(storySignature(t.join(' '),l));}return out;};
  const A=Object.fromEntries(langs.map(l=>[l,side(l,0)])), B=Object.fromEntries(langs.map(l=>[l,side(l,1)]));
  let line=[];
  let tot=0,n=0;
  for(const a of langs)for(const b of langs){ if(a===b)continue; let c=0;for(const x of A[a])for(const y of B[b]){n++;if(linkScore(x,y).score>=.43){c++;tot++;}} if(c)line.push([c/14400,a+'-'+b]); }
  line.sort((x,y)=>y[0]-x[0]);
  console.log('sentences',k,'share of false pairs',(tot/n).toExponential(2), line.slice(0,25).map(([c,p])=>p+' '+c.toFixed(4)).join(', '));
}
