#include "bench.h"
#include "coterie/coterie.h"
#include "communities/leiden.h"
#include "bridge/igraph_calls.h"
#include "coterie/igraph.h"
static cot_graph_t *load(const char *path) {
    bench_rows_t lines;
    cot_graph_t *graph = NULL;
    cot_error_t err = COT_ERROR_INIT;
    if (!bench_read_rows(path, &lines)) {
        printf("skipped: %s is not there\n", path);
        return NULL;
    }
    if (cot_graph_from_edges(&graph, lines.largest + 1, lines.n_rows, lines.numbers, NULL, &err) != COT_OK) {
        printf("skipped: %s is no list of edges (%s)\n", path, err.message);
    }
    bench_clear_rows(&lines);
    return graph;
}
int main(int argc,char**argv){
 cot_graph_t*g=load(argv[1]);int seeds=atoi(argv[2]);int ig=argc>3?atoi(argv[3]):0; if(getenv("SHUF")){cot_rng_t r;cot_i_rng_init(&r,1,2,3);uint32_t*p=malloc(4*g->n);for(uint32_t i=0;i<g->n;i++)p[i]=i;for(uint32_t i=g->n;i>1;i--){uint32_t j=(uint32_t)cot_i_rng_below(&r,i);uint32_t t=p[i-1];p[i-1]=p[j];p[j]=t;}uint32_t*e=malloc(8*g->m);for(uint64_t i=0;i<g->m;i++){e[2*i]=p[g->from[i]];e[2*i+1]=p[g->to[i]];}cot_graph_t*h=NULL;if(cot_graph_from_edges(&h,g->n,g->m,e,NULL,NULL))return 1;g=h;}
 int64_t*mem=malloc(8*g->n);uint32_t*f=malloc(4*g->n);
 for(int free_running=getenv("NOOURS")?2:0;free_running<(getenv("T1")?1:2);free_running++)for(int t=1;t<=(getenv("T1")?1:2);t++)for(int m=getenv("M")?atoi(getenv("M")):0;m<(getenv("M")?atoi(getenv("M"))+1:4);m++){double q[100],best=1e9;for(int s=0;s<seeds;s++){cot_env_t env={t,(uint64_t)s,NULL,NULL};double a=bench_now();cot_search_t se;if(cot_i_search_new(&se,g,COT_MODULARITY,1,"x",&env,NULL))return 1;se.free_running=free_running;if(cot_i_find_communities(&se,&(cot_communities_params_t){m?COT_LEIDEN:COT_LOUVAIN,COT_MODULARITY,1,(uint32_t)m,1},0,f,NULL))return 1;cot_i_search_clear(&se);a=bench_now()-a;if(a<best)best=a;for(uint32_t v=0;v<g->n;v++)mem[v]=f[v];q[s]=cot_modularity(g,mem,1);}
  qsort(q,(size_t)seeds,8,bench_by_value);printf("%s T=%d %s %d: %.4f s Q med %.5f min %.5f max %.5f\n",free_running?"free":"det",t,m?"leiden":"louvain",m,best,q[seeds/2],q[0],q[seeds-1]);fflush(stdout);}
 if(ig)for(int m=g->n>100000;m<4;m++){double q[100],best=1e9;for(int s=0;s<ig;s++){cot_env_t env={1,(uint64_t)s,NULL,NULL};double a=bench_now();if(m?cot_i_ig_leiden(g,COT_I_MODULARITY,1,0.01,m,mem,NULL,&env,NULL):cot_i_ig_louvain(g,1,mem,NULL,&env,NULL))return 1;a=bench_now()-a;if(a<best)best=a;q[s]=cot_modularity(g,mem,1);}
  qsort(q,(size_t)ig,8,bench_by_value);printf("igraph %s %d: %.4f s Q med %.5f min %.5f max %.5f\n",m?"leiden":"louvain",m,best,q[ig/2],q[0],q[ig-1]);fflush(stdout);}
}
