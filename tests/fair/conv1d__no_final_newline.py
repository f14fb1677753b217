import numpy as np   
   
	
def conv1d(x, w, stride, padding):   
	x = np.hstack([[0]*padding, x, [0]*padding])	
	n = (len(x) - len(w)) // stride + 1
	y = np.zeros(n)   
	for i in range(n):
		for u in range(len(w)):
			y[i] += x[i*stride + u]*w[u]
	return y   