import numpy


def true_convolution(image, kernel):
    turned = [list(reversed(row)) for row in reversed(kernel.tolist())]
    pixels = image.tolist()
    answer = []
    for top in range(len(pixels) - len(turned) + 1):
        answer.append([])
        for left in range(len(pixels[0]) - len(turned[0]) + 1):
            total = 0
            for u, row in enumerate(turned):
                for v, weight in enumerate(row):
                    total += pixels[top + u][left + v] * weight
            answer[-1].append(total)
    return numpy.asarray(answer)
