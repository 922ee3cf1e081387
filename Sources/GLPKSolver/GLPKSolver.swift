import CGLPK
import MIP
