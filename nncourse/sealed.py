from pathlib import Path
def write(folder):
    (folder/"nncourse").mkdir()
    (folder/"nncourse"/"__init__.py").write_text('''
import sys, importlib.abc, importlib.machinery, types
class Q(types.ModuleType):
    def __getattr__(s,n):
        if n.startswith("__"): raise AttributeError(n)
        return Q(n)
    def __call__(s,*a,**k): return Q("x")
    def __iter__(s): return iter(())
class F(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(s,name,path,target=None):
        if name.startswith("nncourse."): return importlib.machinery.ModuleSpec(name,s,is_package=True)
    def create_module(s,spec): return Q(spec.name)
    def exec_module(s,m): pass
sys.meta_path.insert(0,F())
''')
